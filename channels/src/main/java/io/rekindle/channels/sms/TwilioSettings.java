package io.rekindle.channels.sms;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Our account at Twilio and how to reach it.
 *
 * @param apiKey what logs in: an API key's SID, or the account's SID again
 * @param secret the API key's secret, or the account's auth token
 * @param from the number we send from, in E.164, or null where a messaging service chooses it
 * @param messagingServiceSid the messaging service, or null where {@code from} is given
 * @param baseUrl where the API answers, {@code https://api.twilio.com} but for tests
 * @param statusCallback where Twilio reports what became of a message, or null; the touchpoint's id is added to its query,
 *     so that a message in doubt is known again by its first report
 * @param requestTimeout the longest from the request to the whole of its response; a message that takes longer is in doubt
 */
public record TwilioSettings(
        String accountSid,
        String apiKey,
        String secret,
        @Nullable String from,
        @Nullable String messagingServiceSid,
        URI baseUrl,
        @Nullable URI statusCallback,
        Duration connectTimeout,
        Duration requestTimeout) {

    public TwilioSettings {
        if (accountSid.isBlank() || apiKey.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("Twilio needs an account SID, a key and its secret");
        }
        if ((from == null) == (messagingServiceSid == null)) {
            throw new IllegalArgumentException("Twilio needs either a number to send from or a messaging service");
        }
        if (baseUrl.getHost() == null || !("https".equals(baseUrl.getScheme()) || "http".equals(baseUrl.getScheme()))) {
            throw new IllegalArgumentException("not the address of an HTTP API: " + baseUrl);
        }
        requirePositive(connectTimeout);
        requirePositive(requestTimeout);
    }

    private static void requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a Twilio time limit must be longer than nothing: " + timeout);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TwilioSettings[" + accountSid + ", " + baseUrl + "]";
    }
}
