package io.rekindle.channels.push;

import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser's push subscription: where its messages go, and the keys they are encrypted for (RFC 8291 §2). */
final class Subscription {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int KEY_LENGTH = 65;
    private static final int AUTH_LENGTH = 16;

    /** FIPS 186-5, P-256: y² = x³ - 3x + b mod p. */
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private final URI endpoint;
    private final byte[] p256dh;
    private final byte[] auth;

    private Subscription(URI endpoint, byte[] p256dh, byte[] auth) {
        this.endpoint = endpoint;
        this.p256dh = p256dh;
        this.auth = auth;
    }

    /** Reads what {@code JSON.stringify(subscription)} gives in a browser; empty if it is anything else. */
    static Optional<Subscription> parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode keys = root.path("keys");
            var endpoint = URI.create(root.path("endpoint").asString(""));
            byte[] p256dh = bytes(keys.path("p256dh"));
            byte[] auth = bytes(keys.path("auth"));
            boolean complete = endpoint.getHost() != null && isPoint(p256dh) && auth.length == AUTH_LENGTH;
            return complete ? Optional.of(new Subscription(endpoint, p256dh, auth)) : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(JsonNode base64Url) {
        return Base64.getUrlDecoder().decode(base64Url.asString(""));
    }

    private static boolean isPoint(byte[] key) {
        if (key.length != KEY_LENGTH || key[0] != 4) {
            return false;
        }
        var x = new BigInteger(1, Arrays.copyOfRange(key, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(key, 33, KEY_LENGTH));
        var right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(P);
        return x.compareTo(P) < 0 && y.compareTo(P) < 0 && y.pow(2).mod(P).equals(right);
    }

    /** As good as an address: never in a log. */
    URI endpoint() {
        return endpoint;
    }

    /** The browser's public key: a point on P-256, uncompressed. */
    byte[] p256dh() {
        return p256dh;
    }

    /** 16 bytes that the browser shares with us. */
    byte[] auth() {
        return auth;
    }
}
