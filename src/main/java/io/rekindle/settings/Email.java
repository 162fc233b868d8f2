package io.rekindle.settings;

import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.letter.UnsubscribePage;
import io.rekindle.channels.email.returns.ReturnedMail;
import io.rekindle.channels.email.returns.ReturnsMailbox;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.provider.Provider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rekindle.channels.email}: one SMTP relay, set once {@code host} and {@code from-address} are, or several in
 * {@code relays}.
 */
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
        @DefaultValue("30s") Duration writeTimeout,
        @Nullable Carries carries,
        @DefaultValue List<Relay> relays) {

    /** The name of a relay that stands alone. */
    private static final String ALONE = "smtp";

    /**
     * Where bounces and stops come back to, under addresses and links sealed with the key; read from a mailbox, or pushed by a
     * relay that knows the secret.
     */
    public record ReturnPath(
            @DefaultValue("") String domain,
            @Nullable String key,
            @Nullable Path keyFile,
            @Nullable URI unsubscribe,
            @Nullable ReturnMailbox mailbox,
            @Nullable String pushSecret,
            @Nullable Path pushSecretFile) {

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
        return !host.isBlank() || !relays.isEmpty();
    }

    /** What reads mail that came back; empty where the settings give no domain for it. */
    public Optional<ReturnedMail> returnedMail() {
        Returns ours = !isSet() || returns == null ? null : returns.returns();
        return Optional.ofNullable(ours).map(known -> new ReturnedMail(known, ownDomain()));
    }

    /** The mailbox in which mail that came back is; empty where there is none. */
    public Optional<ReturnsMailbox> mailbox() {
        ReturnMailbox mailbox = returns == null ? null : returns.mailbox();
        if (mailbox == null || !mailbox.isSet()) {
            return Optional.empty();
        }
        ReturnedMail reader = returnedMail()
                .orElseThrow(() -> new IllegalArgumentException(
                        "rekindle.channels.email.returns.mailbox needs a relay, and returns.domain with its key"));
        return Optional.of(new ReturnsMailbox(mailbox.settings(), reader));
    }

    /** What a relay proves to know that pushes returned mail to us; empty where none does. */
    public Optional<String> pushSecret() {
        return returns == null
                ? Optional.empty()
                : Optional.ofNullable(Secret.of(returns.pushSecret(), returns.pushSecretFile()));
    }

    /** What is the same on all letters. */
    Letterhead letterhead(Ways ways) {
        return new Letterhead(
                fromAddress,
                fromName,
                ownDomain(),
                returns == null ? null : returns.returns(),
                page(ways),
                feedbackSender == null || feedbackSender.isBlank() ? null : feedbackSender,
                dkim == null ? null : dkim.key());
    }

    private String ownDomain() {
        return messageIdDomain.isBlank() ? fromAddress.substring(fromAddress.indexOf('@') + 1) : messageIdDomain;
    }

    private @Nullable UnsubscribePage page(Ways ways) {
        URI page = returns == null || returns.unsubscribe() == null ? ways.page() : returns.unsubscribe();
        return page == null || !"https".equals(page.getScheme()) ? null : new UnsubscribePage(page, ways.seal());
    }

    /** The relays, each with so many connections; their letters have that head and are dated by the clock. */
    List<Provider> providers(int connections, Letterhead head, Clock clock) {
        return all().stream()
                .map(relay -> Carries.provider(
                        relay.name(),
                        new SmtpChannel(
                                relay.smtp(connections, connectTimeout, readTimeout, writeTimeout), head, clock),
                        relay.carries()))
                .toList();
    }

    private List<Relay> all() {
        if (host.isBlank()) {
            return relays;
        }
        if (!relays.isEmpty()) {
            throw new IllegalArgumentException(
                    "rekindle.channels.email has a host and relays; the host would be one of the relays");
        }
        return List.of(new Relay(ALONE, host, port, username, password, passwordFile, tls, certificates, carries));
    }

    /** One relay after the other may be tried. */
    Duration longest() {
        return connectTimeout.plus(readTimeout).plus(writeTimeout).multipliedBy(all().size());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Email[" + (host.isBlank() ? relays : host + ":" + port) + "]";
    }
}
