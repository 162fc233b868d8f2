package io.rekindle.settings;

import io.rekindle.channels.push.ApnsSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.push.apns}; set once {@code topic} is. */
public record Apns(
        @DefaultValue("") String teamId,
        @DefaultValue("") String keyId,
        @Nullable String key,
        @Nullable Path keyFile,
        @DefaultValue("") String topic,
        @DefaultValue("api.push.apple.com") String host,
        @DefaultValue("443") int port,
        @DefaultValue("1") int connections) {

    boolean isSet() {
        return !topic.isBlank();
    }

    ApnsSettings apns(Duration timeToLive, Duration connectTimeout, Duration requestTimeout) {
        String pem = Secret.of(key, keyFile);
        return new ApnsSettings(
                teamId,
                keyId,
                pem == null ? "" : pem,
                topic,
                host,
                port,
                timeToLive,
                connections,
                connectTimeout,
                requestTimeout);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Apns[" + topic + "]";
    }
}
