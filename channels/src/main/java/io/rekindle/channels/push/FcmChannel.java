package io.rekindle.channels.push;

import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Push through Firebase Cloud Messaging (HTTP v1, {@code messages:send}).
 *
 * <p>The contact point's address is {@code fcm:} and the registration token. The touchpoint's id is the collapse key and the
 * notification's tag, so that of two attempts the device shows one; the service keeps four keys a device.
 *
 * <p><b>Guarantee.</b> One request to send per call, and before it one for an access token where none is at hand. The answer is
 *
 * <ul>
 *   <li><i>accepted</i> after a 200 that names the message;
 *   <li><i>rejected</i> after a 4xx, with a bad address for {@code UNREGISTERED} and for a token that FCM calls invalid;
 *   <li><i>later</i> after 429 and 503, after 401 and 403 of our account, without an access token, or without a connection;
 *   <li><i>in doubt</i> after any other 5xx or response, or without a response.
 * </ul>
 */
public final class FcmChannel implements Channel {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final FcmSettings settings;
    private final HttpClient http;
    private final Clock clock;
    private final FcmAccess access;
    private final URI send;

    public FcmChannel(FcmSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock tells how long messages are wanted and tokens are good
     */
    public FcmChannel(FcmSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.http = OneRequest.client(HttpClient.Version.HTTP_2, settings.connectTimeout());
        this.access = new FcmAccess(http, settings);
        this.send = settings.baseUrl().resolve("/v1/projects/" + settings.projectId() + "/messages:send");
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public Answer deliver(Message message) {
        String device = PushChannel.without(PushChannel.FCM, message.to().address());
        if (!device.matches("[\\x21-\\x7e]{20,4096}")) {
            return new Answer.Rejected("not a registration token of FCM", true);
        }
        String token;
        try {
            token = access.token(clock.instant());
        } catch (IOException e) {
            return new Answer.Later("no access token from Google: " + e.getMessage(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Later("interrupted while waiting for an access token", null);
        }
        var request = HttpRequest.newBuilder(send)
                .timeout(settings.requestTimeout())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json; charset=utf-8");
        return OneRequest.post(http, request, body(message, device), "FCM", response -> read(response, token));
    }

    private byte[] body(Message message, String device) {
        Instant now = clock.instant();
        Duration ttl = TimeToLive.of(message, settings.timeToLive(), now);
        String touchpoint = message.touchpoint();
        return JSON.writeValueAsBytes(Map.of(
                "message",
                Map.of(
                        "token", device,
                        "notification",
                                Map.of(
                                        "title", message.content().title(),
                                        "body", message.content().text()),
                        "data", Map.of("touchpoint", touchpoint),
                        "android",
                                Map.of(
                                        "collapse_key",
                                        touchpoint,
                                        "ttl",
                                        ttl.toSeconds() + "s",
                                        "notification",
                                        Map.of("tag", touchpoint)),
                        "apns",
                                Map.of(
                                        "headers",
                                        Map.of(
                                                "apns-collapse-id",
                                                touchpoint,
                                                "apns-expiration",
                                                String.valueOf(now.plus(ttl).getEpochSecond()))),
                        "webpush", Map.of("headers", Map.of("TTL", String.valueOf(ttl.toSeconds()))))));
    }

    private Answer read(HttpResponse<String> response, String token) {
        int status = response.statusCode();
        var error = FcmError.of(response.body());
        if (status == 200 && !error.name().isEmpty()) {
            return new Answer.Accepted(error.name());
        }
        String why = "FCM answered " + status + " " + error.code();
        if (status == 401 || (status == 403 && !error.isSenderMismatch())) {
            access.forget(token);
            return new Answer.Later(why + "; check the FCM service account", null);
        }
        if (status == 429 || status == 503) {
            return new Answer.Later(why, OneRequest.retryAfter(response.headers(), clock.instant()));
        }
        return status / 100 == 4 && status != 408
                ? new Answer.Rejected(why, error.isBadToken())
                : new Answer.InDoubt(why);
    }
}
