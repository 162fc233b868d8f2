package io.rekindle.channels.push;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which addresses we post to. A subscription comes from a browser, so anybody can name any endpoint: without this, our
 * server would post into our own network for them.
 */
final class EndpointGuard {

    private final boolean allowLoopbackHttp;

    EndpointGuard(boolean allowLoopbackHttp) {
        this.allowLoopbackHttp = allowLoopbackHttp;
    }

    /**
     * Whether the endpoint is HTTPS at a public address.
     *
     * @throws UnknownHostException if the name does not resolve, which may pass
     */
    boolean admits(URI endpoint) throws UnknownHostException {
        String host = endpoint.getHost();
        if (host == null || endpoint.getRawUserInfo() != null) {
            return false;
        }
        InetAddress[] addresses = InetAddress.getAllByName(host);
        if ("http".equals(endpoint.getScheme())) {
            return allowLoopbackHttp && all(addresses, InetAddress::isLoopbackAddress);
        }
        return "https".equals(endpoint.getScheme()) && all(addresses, EndpointGuard::isPublic);
    }

    private static boolean all(InetAddress[] addresses, Predicate<InetAddress> test) {
        return Arrays.stream(addresses).allMatch(test);
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal(address.getAddress())
                || isCarrierGrade(address.getAddress()));
    }

    /** RFC 4193: fc00::/7. */
    private static boolean isUniqueLocal(byte[] address) {
        return address.length == 16 && (address[0] & 0xfe) == 0xfc;
    }

    /** RFC 6598: 100.64.0.0/10. */
    private static boolean isCarrierGrade(byte[] address) {
        return address.length == 4 && address[0] == 100 && (address[1] & 0xc0) == 64;
    }
}
