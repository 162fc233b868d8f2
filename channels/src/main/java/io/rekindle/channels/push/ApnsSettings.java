package io.rekindle.channels.push;

import java.security.interfaces.ECPrivateKey;
import java.time.Duration;

/**
 * Who we are to Apple's push service.
 *
 * @param teamId the developer team, ten characters
 * @param keyId the signing key's id, ten characters
 * @param privateKey the key itself: what the {@code .p8} file holds
 * @param topic the app's bundle id
 * @param host {@code api.push.apple.com}, or {@code api.sandbox.push.apple.com} for builds from Xcode
 * @param timeToLive how long the service keeps a message for a device that is not there
 * @param connections how many connections are held; each carries many messages at once
 * @param requestTimeout the longest from the wish to the answer, with the connection if none stands
 */
public record ApnsSettings(
        String teamId,
        String keyId,
        String privateKey,
        String topic,
        String host,
        int port,
        Duration timeToLive,
        int connections,
        Duration connectTimeout,
        Duration requestTimeout) {

    public ApnsSettings {
        if (teamId.isBlank() || keyId.isBlank() || topic.isBlank() || host.isBlank() || connections < 1) {
            throw new IllegalArgumentException("APNs needs a team id, a key id, a topic and a host");
        }
        Pem.privateKey(privateKey, "EC", "the APNs key");
        TimeToLive.require(timeToLive);
        TimeToLive.requireLimits(connectTimeout, requestTimeout);
    }

    ECPrivateKey key() {
        return (ECPrivateKey) Pem.privateKey(privateKey, "EC", "the APNs key");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ApnsSettings[" + topic + " at " + host + "]";
    }
}
