package io.rekindle.settings;

import io.rekindle.channels.push.FcmSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code rekindle.channels.push.fcm}; set once the service account is given, as the text or the file that Google gives. */
public record Fcm(
        @Nullable String serviceAccount,
        @Nullable Path serviceAccountFile,
        @DefaultValue("https://fcm.googleapis.com") URI baseUrl) {

    boolean isSet() {
        return serviceAccountFile != null || (serviceAccount != null && !serviceAccount.isBlank());
    }

    FcmSettings fcm(Duration timeToLive, Duration connectTimeout, Duration requestTimeout) {
        String file = Secret.of(serviceAccount, serviceAccountFile);
        return FcmSettings.of(file == null ? "" : file, baseUrl, timeToLive, connectTimeout, requestTimeout);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Fcm[" + (isSet() ? "set" : "not set") + "]";
    }
}
