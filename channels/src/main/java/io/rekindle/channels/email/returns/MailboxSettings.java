package io.rekindle.channels.email.returns;

import java.time.Duration;

/**
 * Where the mailbox of returned letters is.
 *
 * @param folder {@code INBOX} over POP3
 * @param limit the longest silence of its server
 */
public record MailboxSettings(
        Protocol protocol, String host, int port, String username, String password, String folder, Duration limit) {

    /** How it is read. Those that end in S are encrypted from the first byte (RFC 8314). */
    public enum Protocol {
        IMAP,
        IMAPS,
        POP3,
        POP3S
    }

    public MailboxSettings {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "a mailbox needs a host and a port from 1 to 65535: " + host + ":" + port);
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a mailbox's time limit must be longer than nothing: " + limit);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailboxSettings[" + protocol + " " + host + ":" + port + ", " + folder + "]";
    }
}
