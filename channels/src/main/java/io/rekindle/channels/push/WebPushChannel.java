package io.rekindle.channels.push;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Web Push (RFC 8030): each message encrypted for one browser (RFC 8291) and signed as ours (RFC 8292).
 *
 * <p>The contact point's address is the subscription's JSON. The payload is JSON with {@code title}, {@code body} and
 * {@code touchpoint}; a service worker that uses the touchpoint as the notification's tag shows it once.
 *
 * <p><b>Guarantee.</b> One request per call, no redirect followed. The answer is
 *
 * <ul>
 *   <li><i>accepted</i> after a 2xx;
 *   <li><i>rejected</i> after a 4xx or a redirect, with a bad address for 404 and 410 (the subscription is gone), and without a
 *       request for a subscription that cannot be used or whose endpoint is not public HTTPS;
 *   <li><i>later</i> after 429, 401 (our keys) and 5xx, or without a connection. A 5xx of a gateway (502, 504) says nothing of
 *       the service behind it and leaves the message <i>in doubt</i>, as does a request that got no response.
 * </ul>
 *
 * <p>The touchpoint's id is also the Topic (RFC 8030 §5.4), so that of two attempts the service keeps one while the browser
 * is away. <b>Not guaranteed</b>: that the notification is shown, nor within what time; after {@code timeToLive}, or
 * when nobody wants the message any more, the service forgets it.
 */
public final class WebPushChannel implements Channel {

    /** What is left of the 4096 bytes that every service takes, after salt, key and tag (RFC 8291 §4). */
    private static final int MAX_PAYLOAD = 3993;

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final WebPushSettings settings;
    private final WebPush webPush;
    private final EndpointGuard guard;
    private final HttpClient http;
    private final Clock clock;

    public WebPushChannel(WebPushSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock tells how long messages are wanted
     */
    public WebPushChannel(WebPushSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.webPush = new WebPush(
                settings.subject(),
                VapidKeys.fromUncompressedBytes(settings.vapidPublicKey(), settings.vapidPrivateKey()));
        this.guard = new EndpointGuard(settings.allowLoopbackHttp());
        this.http = OneRequest.client(HttpClient.Version.HTTP_2, settings.connectTimeout());
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public Answer deliver(Message message) {
        Optional<Subscription> subscription = Subscription.parse(message.to().address());
        if (subscription.isEmpty()) {
            return new Answer.Rejected("not a push subscription", true);
        }
        try {
            if (!guard.admits(subscription.get().endpoint())) {
                return new Answer.Rejected("the push endpoint is not public HTTPS", true);
            }
        } catch (UnknownHostException e) {
            return new Answer.Later("the push service's name does not resolve", null);
        }
        byte[] payload = payload(message);
        return payload.length > MAX_PAYLOAD
                ? new Answer.Rejected("a push of " + payload.length + " bytes; services take " + MAX_PAYLOAD, false)
                : post(message, subscription.get(), payload);
    }

    private Answer post(Message message, Subscription to, byte[] payload) {
        var request = HttpRequest.newBuilder(to.endpoint()).timeout(settings.requestTimeout());
        int timeToLive = Math.toIntExact(
                TimeToLive.of(message, settings.timeToLive(), clock.instant()).toSeconds());
        webPush.getHeaders(to.endpoint().toString(), timeToLive, topic(message.touchpoint()), WebPush.Urgency.Normal)
                .forEach(request::header);
        byte[] body = webPush.getBody(payload, to.p256dh(), to.auth());
        return OneRequest.post(http, request, body, "the push service", response -> read(response, message));
    }

    private static byte[] payload(Message message) {
        var payload = new LinkedHashMap<String, String>();
        payload.put("title", message.content().title());
        payload.put("body", message.content().text());
        payload.put("touchpoint", message.touchpoint());
        return JSON.writeValueAsBytes(payload);
    }

    /** A UUID without its dashes has just the 32 characters that a topic may have. */
    private static @Nullable String topic(String touchpoint) {
        String topic = touchpoint.replace("-", "");
        return TOPIC.matcher(topic).matches() ? topic : null;
    }

    private Answer read(HttpResponse<String> response, Message message) {
        int status = response.statusCode();
        String why = "the push service answered " + status;
        if (status / 100 == 2) {
            return new Answer.Accepted(response.headers().firstValue("Location").orElse(message.touchpoint()));
        }
        if (status == 502 || status == 504) {
            return new Answer.InDoubt(why);
        }
        if (status == 401) {
            return new Answer.Later(why + "; check the push channel's VAPID keys", null);
        }
        if (status == 429 || status / 100 == 5) {
            return new Answer.Later(why, OneRequest.retryAfter(response.headers(), clock.instant()));
        }
        return new Answer.Rejected(why, status == 404 || status == 410);
    }
}
