package io.rekindle.settings;

import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.Letterhead;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.email}: the SMTP relay; set once {@code host} and {@code from-address} are. */
public record Email(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path passwordFile,
        @DefaultValue("starttls") SmtpSettings.Tls tls,
        @Nullable Path certificates,
        @DefaultValue("") String fromAddress,
        @DefaultValue("") String fromName,
        @DefaultValue("") String messageIdDomain,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("1m") Duration readTimeout,
        @DefaultValue("30s") Duration writeTimeout) {

    boolean isSet() {
        return !host.isBlank();
    }

    /** What is the same on all letters. */
    Letterhead letterhead() {
        String domain = fromAddress.substring(fromAddress.indexOf('@') + 1);
        return Letterhead.of(fromAddress, fromName, messageIdDomain.isBlank() ? domain : messageIdDomain);
    }

    /** The relay as the channel wants it, with so many connections. */
    SmtpSettings smtp(int connections) {
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

    Duration longest() {
        return connectTimeout.plus(readTimeout).plus(writeTimeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Email[" + host + ":" + port + "]";
    }
}
