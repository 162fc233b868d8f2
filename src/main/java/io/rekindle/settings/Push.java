package io.rekindle.settings;

import io.rekindle.channels.push.ApnsSettings;
import io.rekindle.channels.push.FcmSettings;
import io.rekindle.channels.push.PushChannel;
import io.rekindle.channels.push.WebPushSettings;
import io.rekindle.engine.delivery.provider.Provider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** A service that is down does not hold up the others: each is a provider, which carries only its own addresses. */
    List<Provider> providers(Clock clock) {
        List<Provider> providers = new ArrayList<>();
        if (!vapidPublicKey.isBlank()) {
            providers.add(new Provider("web-push", new PushChannel(webPush(), null, null, clock)));
        }
        if (apns != null && apns.isSet()) {
            ApnsSettings apple = apns.apns(timeToLive, connectTimeout, requestTimeout);
            providers.add(new Provider("apns", new PushChannel(null, apple, null, clock)));
        }
        if (fcm != null && fcm.isSet()) {
            FcmSettings google = fcm.fcm(timeToLive, connectTimeout, requestTimeout);
            providers.add(new Provider("fcm", new PushChannel(null, null, google, clock)));
        }
        return providers;
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

    /** One service alone takes a message. FCM may have to wait for another's access token, ask for one itself, and send. */
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
