package io.rekindle.settings;

import io.rekindle.channels.push.PushChannel;
import io.rekindle.channels.push.WebPushSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.push}: Web Push, set once {@code vapid-public-key} is, and beside it APNs and FCM. */
public record Push(
        @DefaultValue("") String vapidPublicKey,
        @Nullable String vapidPrivateKey,
        @Nullable Path vapidPrivateKeyFile,
        @DefaultValue("") String subject,
        @Nullable Apns apns,
        @Nullable Fcm fcm,
        @DefaultValue("24h") Duration timeToLive,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout) {

    boolean isSet() {
        return !vapidPublicKey.isBlank() || (apns != null && apns.isSet()) || (fcm != null && fcm.isSet());
    }

    PushChannel channel() {
        return new PushChannel(
                vapidPublicKey.isBlank() ? null : webPush(),
                apns != null && apns.isSet() ? apns.apns(timeToLive, connectTimeout, requestTimeout) : null,
                fcm != null && fcm.isSet() ? fcm.fcm(timeToLive, connectTimeout, requestTimeout) : null);
    }

    private WebPushSettings webPush() {
        String key = Secret.of(vapidPrivateKey, vapidPrivateKeyFile);
        return new WebPushSettings(
                vapidPublicKey,
                key == null ? "" : key,
                subject,
                timeToLive,
                connectTimeout,
                requestTimeout,
                /* allowLoopbackHttp= */ false);
    }

    /** FCM may have to wait for another's access token, ask for one itself, and send. */
    Duration longest() {
        Duration one = connectTimeout.plus(requestTimeout);
        return fcm != null && fcm.isSet() ? one.multipliedBy(3) : one;
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "Push[" + subject + "]";
    }
}
