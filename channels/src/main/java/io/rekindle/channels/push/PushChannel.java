package io.rekindle.channels.push;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Push, whatever the device: an address that begins with {@code apns:} goes to Apple, one that begins with {@code fcm:} to
 * Firebase, and any other is a browser's subscription.
 */
public final class PushChannel implements Channel {

    /** Begins the address of an Apple device. */
    public static final String APNS = "apns:";

    /** Begins the address of a device that Firebase reaches. */
    public static final String FCM = "fcm:";

    private final @Nullable Channel web;
    private final @Nullable Channel apns;
    private final @Nullable Channel fcm;

    /** Each of the three may be missing: what is for it is not carried. */
    public PushChannel(
            @Nullable WebPushSettings web, @Nullable ApnsSettings apns, @Nullable FcmSettings fcm, Clock clock) {
        this(
                web == null ? null : new WebPushChannel(web, clock),
                apns == null ? null : new ApnsChannel(apns, clock),
                fcm == null ? null : new FcmChannel(fcm, clock));
    }

    PushChannel(@Nullable Channel web, @Nullable Channel apns, @Nullable Channel fcm) {
        this.web = web;
        this.apns = apns;
        this.fcm = fcm;
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public Answer deliver(Message message) {
        String address = message.to().address();
        if (address.startsWith(APNS)) {
            return deliver(apns, "APNs", message);
        }
        return address.startsWith(FCM) ? deliver(fcm, "FCM", message) : deliver(web, "Web Push", message);
    }

    private static Answer deliver(@Nullable Channel service, String name, Message message) {
        return service == null
                ? new Answer.Later("no settings for " + name, null, Answer.Cause.NOT_CARRIED)
                : service.deliver(message);
    }

    static String without(String prefix, String address) {
        return address.startsWith(prefix) ? address.substring(prefix.length()) : "";
    }

    @Override
    public void close() {
        close(web);
        close(apns);
        close(fcm);
    }

    private static void close(@Nullable Channel service) {
        if (service != null) {
            service.close();
        }
    }
}
