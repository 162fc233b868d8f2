package io.rekindle.channels.push;

import java.time.Duration;

/**
 * Who we are to push services, and how long they keep a message.
 *
 * @param vapidPublicKey the key that browsers subscribed with: 65 bytes, uncompressed, in base64url
 * @param vapidPrivateKey its 32 bytes, in base64url
 * @param subject how a push service reaches us when something is wrong: {@code mailto:…} or {@code https://…} (RFC 8292 §2.1)
 * @param timeToLive how long a service keeps the message for a browser that is not there (RFC 8030 §5.2), at most
 * @param allowLoopbackHttp lets endpoints be plain HTTP on this machine: for tests, never in production
 */
public record WebPushSettings(
        String vapidPublicKey,
        String vapidPrivateKey,
        String subject,
        Duration timeToLive,
        Duration connectTimeout,
        Duration requestTimeout,
        boolean allowLoopbackHttp) {

    public WebPushSettings {
        if (!subject.startsWith("mailto:") && !subject.startsWith("https://")) {
            throw new IllegalArgumentException("a push subject is a mailto: or https: address: " + subject);
        }
        TimeToLive.require(timeToLive);
        TimeToLive.requireLimits(connectTimeout, requestTimeout);
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "WebPushSettings[" + subject + ", TTL " + timeToLive + "]";
    }
}
