package io.rekindle.channels.email;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the SMTP relay is and how to speak to it.
 *
 * @param username for AUTH, or null where the relay knows us by our address; then the password is null too
 * @param certificates a PEM file of those who vouch for the relay, such as a company's own authority; or null for the usual ones
 * @param connections the most connections held open to the relay, which is the most messages in flight
 * @param readTimeout the longest silence while a reply is awaited. RFC 5321 §4.5.3.2.6 asks for ten minutes after the end
 *     of the data, since the server may deliver before it answers; the shorter it is, the more messages end in doubt
 * @param writeTimeout the longest that handing bytes to the relay may block
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Tls tls,
        @Nullable Path certificates,
        int connections,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout) {

    /** When the connection is encrypted. A certificate that is not trusted, or names another host, is always refused. */
    public enum Tls {
        /** Never. */
        NONE,
        /** After STARTTLS (RFC 3207) where the relay offers it: protects from listeners, not from an active attacker. */
        STARTTLS_IF_OFFERED,
        /** After STARTTLS; a relay that does not offer it is not used. */
        STARTTLS,
        /** From the first byte (RFC 8314), usually on port 465. */
        IMPLICIT
    }

    public SmtpSettings {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "an SMTP relay needs a host and a port from 1 to 65535: " + host + ":" + port);
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("an SMTP relay needs both user name and password, or neither");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("at least one SMTP connection is needed, not " + connections);
        }
        requirePositive(connectTimeout);
        requirePositive(readTimeout);
        requirePositive(writeTimeout);
    }

    private static void requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("an SMTP time limit must be longer than nothing: " + timeout);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + tls + ", " + connections + " connections]";
    }
}
