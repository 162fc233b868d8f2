package io.rekindle.channels.push;

import java.time.Duration;

/**
 * Who we are to push services, and how long they keep a message.
 *
 * @param vapidPublicKey the key that browsers subscribed with: 65 bytes, uncompressed, in base64url
 * @param vapidPrivateKey its 32 bytes, in base64url
 * @param subject how a push service reaches us when something is wrong: {@code mailto:…} or {@code https://…} (RFC 8292 §2.1)
 * @param timeToLive how long a service keeps the message for a browser that is not there (RFC 8030 §5.2), to the second
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

    private static final Duration LONGEST = Duration.ofDays(28);

    public WebPushSettings {
        if (!subject.startsWith("mailto:") && !subject.startsWith("https://")) {
            throw new IllegalArgumentException("a push subject is a mailto: or https: address: " + subject);
        }
        if (timeToLive.isNegative() || timeToLive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("push services keep messages for 0 to 28 days, not " + timeToLive);
        }
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || requestTimeout.isNegative()
                || requestTimeout.isZero()) {
            throw new IllegalArgumentException("a push time limit must be longer than nothing");
        }
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "WebPushSettings[" + subject + ", TTL " + timeToLive + "]";
    }
}
