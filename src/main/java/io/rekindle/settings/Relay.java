package io.rekindle.settings;

import io.rekindle.channels.email.SmtpSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** One of {@code rekindle.channels.email.relays}. Its name stands in the ledger and in its counts: it should stay. */
public record Relay(
        String name,
        String host,
        @DefaultValue("587") int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path passwordFile,
        @DefaultValue("starttls") SmtpSettings.Tls tls,
        @Nullable Path certificates,
        @Nullable Carries carries) {

    /** The relay as the channel wants it, with so many connections. */
    SmtpSettings smtp(int connections, Duration connectTimeout, Duration readTimeout, Duration writeTimeout) {
        String user = username == null || username.isBlank() ? null : username;
        return new SmtpSettings(
                host,
                port,
                user,
                user == null ? null : Secret.of(password, passwordFile),
                tls,
                certificates,
                connections,
                connectTimeout,
                readTimeout,
                writeTimeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Relay[" + name + ", " + host + ":" + port + "]";
    }
}
