package io.rekindle.settings;

import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.letter.UnsubscribePage;
import io.rekindle.engine.delivery.Seal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        @Nullable ReturnPath returns,
        @Nullable String feedbackSender,
        @Nullable Dkim dkim,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("1m") Duration readTimeout,
        @DefaultValue("30s") Duration writeTimeout) {

    /** Where bounces and stops come back to, under addresses and links sealed with the key. */
    public record ReturnPath(
            @DefaultValue("") String domain,
            @Nullable String key,
            @Nullable Path keyFile,
            @Nullable URI unsubscribe) {

        @Nullable
        Returns returns() {
            if (domain.isBlank()) {
                return null;
            }
            String secret = Secret.of(key, keyFile);
            if (secret == null) {
                throw new IllegalArgumentException(
                        "rekindle.channels.email.returns.domain needs a key or key-file too");
            }
            return new Returns(domain, new Seal(secret.getBytes(StandardCharsets.UTF_8)));
        }

        byte @Nullable [] sealingKey() {
            String secret = Secret.of(key, keyFile);
            return secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "ReturnPath[" + domain + "]";
        }
    }

    /** The key that signs letters; where none is given, the relay does it or nobody. */
    public record Dkim(
            @DefaultValue("") String domain,
            @DefaultValue("") String selector,
            @Nullable Path keyFile) {

        @Nullable
        DkimKey key() {
            String pem = Secret.of(null, keyFile);
            return pem == null ? null : DkimKey.fromPem(domain, selector, pem);
        }
    }

    boolean isSet() {
        return !host.isBlank();
    }

    /** What is the same on all letters. */
    Letterhead letterhead(Ways ways) {
        String domain = fromAddress.substring(fromAddress.indexOf('@') + 1);
        return new Letterhead(
                fromAddress,
                fromName,
                messageIdDomain.isBlank() ? domain : messageIdDomain,
                returns == null ? null : returns.returns(),
                page(ways),
                feedbackSender == null || feedbackSender.isBlank() ? null : feedbackSender,
                dkim == null ? null : dkim.key());
    }

    private @Nullable UnsubscribePage page(Ways ways) {
        URI page = returns == null || returns.unsubscribe() == null ? ways.page() : returns.unsubscribe();
        return page == null || !"https".equals(page.getScheme()) ? null : new UnsubscribePage(page, ways.seal());
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
