package io.rekindle.channels.push;

import java.net.URI;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who we are to Firebase Cloud Messaging.
 *
 * @param clientEmail the service account
 * @param privateKey its key, PKCS#8 in PEM
 * @param tokenUri where the account gets access tokens
 * @param baseUrl where the API answers, {@code https://fcm.googleapis.com} but for tests
 * @param timeToLive how long the service keeps a message for a device that is not there
 * @param requestTimeout the longest from a request to the whole of its response; one message may take two, one for a token
 */
public record FcmSettings(
        String projectId,
        String clientEmail,
        String privateKey,
        URI tokenUri,
        URI baseUrl,
        Duration timeToLive,
        Duration connectTimeout,
        Duration requestTimeout) {

    public FcmSettings {
        if (!projectId.matches("[a-z0-9:.-]{1,100}") || clientEmail.isBlank()) {
            throw new IllegalArgumentException("FCM needs a project and a service account");
        }
        Pem.privateKey(privateKey, "RSA", "the key of the FCM service account");
        TimeToLive.require(timeToLive);
        TimeToLive.requireLimits(connectTimeout, requestTimeout);
    }

    /** Settings from the file that Google gives for a service account. */
    public static FcmSettings of(
            String serviceAccount, URI baseUrl, Duration timeToLive, Duration connectTimeout, Duration requestTimeout) {
        JsonNode file;
        try {
            file = JsonMapper.shared().readTree(serviceAccount);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the FCM service account is not the JSON file that Google gives");
        }
        return new FcmSettings(
                file.path("project_id").asString(""),
                file.path("client_email").asString(""),
                file.path("private_key").asString(""),
                URI.create(file.path("token_uri").asString("https://oauth2.googleapis.com/token")),
                baseUrl,
                timeToLive,
                connectTimeout,
                requestTimeout);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "FcmSettings[" + projectId + "]";
    }
}
