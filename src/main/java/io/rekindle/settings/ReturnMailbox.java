package io.rekindle.settings;

import io.rekindle.channels.email.returns.MailboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rekindle.channels.email.returns.mailbox}; set once {@code host} is.
 *
 * @param port 0 for the protocol's own
 * @param limit the longest silence of its server
 */
public record ReturnMailbox(
        @DefaultValue("imaps") MailboxSettings.Protocol protocol,
        @DefaultValue("") String host,
        @DefaultValue("0") int port,
        @DefaultValue("") String username,
        @Nullable String password,
        @Nullable Path passwordFile,
        @DefaultValue("INBOX") String folder,
        @DefaultValue("30s") Duration limit) {

    boolean isSet() {
        return !host.isBlank();
    }

    MailboxSettings settings() {
        String secret = Secret.of(password, passwordFile);
        return new MailboxSettings(
                protocol, host, port == 0 ? usual() : port, username, secret == null ? "" : secret, folder, limit);
    }

    private int usual() {
        return switch (protocol) {
            case IMAP -> 143;
            case IMAPS -> 993;
            case POP3 -> 110;
            case POP3S -> 995;
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ReturnMailbox[" + protocol + " " + host + "]";
    }
}
