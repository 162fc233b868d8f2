package io.rekindle.channels.push;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Push to Apple's devices (APNs over HTTP/2, signed with a token).
 *
 * <p>The contact point's address is {@code apns:} and the device token in hexadecimal. The touchpoint's id is the
 * notification's id and its collapse id.
 *
 * <p><b>Guarantee.</b> One request per call. The answer is
 *
 * <ul>
 *   <li><i>accepted</i> after 200;
 *   <li><i>rejected</i> for any reason that Apple gives for good, with a bad address for {@code Unregistered}, {@code
 *       ExpiredToken} and {@code BadDeviceToken}; the last is also the answer to a sandbox's token at the other host;
 *   <li><i>later</i> after 429, 5xx and for our keys, or where no connection came about within the time limit;
 *   <li><i>in doubt</i> where the connection was lost or the time was up once writing had begun.
 * </ul>
 */
public final class ApnsChannel implements Channel {

    /** APNs takes no more. */
    private static final int MAX_PAYLOAD = 4096;

    private static final Pattern TOKEN = Pattern.compile("[0-9a-fA-F]{64,200}");
    private static final Set<String> BAD_TOKEN = Set.of("Unregistered", "ExpiredToken", "BadDeviceToken");
    private static final Set<String> OUR_KEY = Set.of(
            "InvalidProviderToken", "MissingProviderToken", "ExpiredProviderToken", "BadCertificate", "Forbidden");

    private final ApnsSettings settings;
    private final ApnsClient client;
    private final Clock clock;

    public ApnsChannel(ApnsSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock tells how long messages are wanted
     */
    public ApnsChannel(ApnsSettings settings, Clock clock) {
        this(settings, clock, builder -> builder);
    }

    /** @param more sets up the client for a server that is not Apple's */
    ApnsChannel(ApnsSettings settings, Clock clock, UnaryOperator<ApnsClientBuilder> more) {
        this.settings = settings;
        this.clock = clock;
        try {
            this.client = more.apply(new ApnsClientBuilder())
                    .setApnsServer(settings.host(), settings.port())
                    .setSigningKey(new ApnsSigningKey(settings.keyId(), settings.teamId(), settings.key()))
                    .setConcurrentConnections(settings.connections())
                    .setConnectionTimeout(settings.connectTimeout())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the APNs key does not sign", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public Answer deliver(Message message) {
        String token = PushChannel.without(PushChannel.APNS, message.to().address());
        if (!TOKEN.matcher(token).matches()) {
            return new Answer.Rejected("not a device token of APNs", true);
        }
        Instant now = clock.instant();
        var notification = new ApnsNotification(
                token, settings.topic(), message, now.plus(TimeToLive.of(message, settings.timeToLive(), now)));
        return notification.size() > MAX_PAYLOAD
                ? new Answer.Rejected("a push of " + notification.size() + " bytes; APNs takes " + MAX_PAYLOAD, false)
                : send(notification);
    }

    private Answer send(ApnsNotification notification) {
        try {
            return read(client.sendNotification(notification)
                    .get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return withoutResponse(notification, cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            return withoutResponse(notification, "the time was up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return withoutResponse(notification, "interrupted");
        }
    }

    private static Answer withoutResponse(ApnsNotification notification, String what) {
        return notification.giveUp()
                ? new Answer.Later("no connection to APNs: " + what, null)
                : new Answer.InDoubt("no response from APNs after the request: " + what);
    }

    private static Answer read(PushNotificationResponse<ApnsNotification> response) {
        if (response.isAccepted()) {
            return new Answer.Accepted(
                    response.getPushNotification().getApnsId().toString());
        }
        String reason = response.getRejectionReason().orElse("no reason");
        int status = response.getStatusCode();
        String why = "APNs answered " + status + ": " + reason;
        if (OUR_KEY.contains(reason)) {
            return new Answer.Later(why + "; check the push channel's APNs key", null);
        }
        return status == 429 || status / 100 == 5
                ? new Answer.Later(why, null)
                : new Answer.Rejected(why, BAD_TOKEN.contains(reason));
    }

    @Override
    public void close() {
        client.close().join();
    }
}
