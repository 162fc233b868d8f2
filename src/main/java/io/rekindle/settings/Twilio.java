package io.rekindle.settings;

import io.rekindle.channels.sms.TwilioCallbacks;
import io.rekindle.channels.sms.TwilioSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rekindle.channels.sms.twilio}; set once {@code account-sid} is.
 *
 * @param helpText what a customer who writes HELP is answered, or null where Twilio does that itself
 */
public record Twilio(
        @DefaultValue("") String accountSid,
        @DefaultValue("") String apiKey,
        @Nullable String secret,
        @Nullable Path secretFile,
        @Nullable String authToken,
        @Nullable Path authTokenFile,
        @Nullable String from,
        @Nullable String messagingServiceSid,
        @DefaultValue("https://api.twilio.com") URI baseUrl,
        @Nullable URI statusCallback,
        @Nullable String helpText,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @Nullable Carries carries) {

    public boolean isSet() {
        return !accountSid.isBlank();
    }

    TwilioSettings twilio() {
        String key = Secret.of(secret, secretFile);
        return new TwilioSettings(
                accountSid,
                apiKey.isBlank() ? accountSid : apiKey,
                key == null ? "" : key,
                orNull(from),
                orNull(messagingServiceSid),
                baseUrl,
                statusCallback == null || statusCallback.getHost() == null ? null : statusCallback.normalize(),
                connectTimeout,
                requestTimeout);
    }

    /** What verifies Twilio's callbacks; empty without an auth token, which is also the secret where no API key is given. */
    public Optional<TwilioCallbacks> callbacks() {
        String token = Secret.of(authToken, authTokenFile);
        String signs = token == null && apiKey.isBlank() ? Secret.of(secret, secretFile) : token;
        return Optional.ofNullable(signs).map(TwilioCallbacks::new);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    Duration longest() {
        return connectTimeout.plus(requestTimeout);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Twilio[" + accountSid + "]";
    }
}
