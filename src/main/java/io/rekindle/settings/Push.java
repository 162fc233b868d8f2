package io.rekindle.settings;

import io.rekindle.channels.push.WebPushSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.push}: Web Push; set once {@code vapid-public-key} is. */
public record Push(
        @DefaultValue("") String vapidPublicKey,
        @Nullable String vapidPrivateKey,
        @Nullable Path vapidPrivateKeyFile,
        @DefaultValue("") String subject,
        @DefaultValue("24h") Duration timeToLive,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout) {

    boolean isSet() {
        return !vapidPublicKey.isBlank();
    }

    WebPushSettings webPush() {
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

    Duration longest() {
        return connectTimeout.plus(requestTimeout);
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "Push[" + subject + "]";
    }
}
