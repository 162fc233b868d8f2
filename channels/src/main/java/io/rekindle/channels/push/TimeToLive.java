package io.rekindle.channels.push;

import io.rekindle.engine.delivery.Message;
import java.time.Duration;
import java.time.Instant;

/** How long a push service keeps a message for a device that is not there. */
final class TimeToLive {

    private TimeToLive() {}

    /** Until nobody wants it any more, and no longer than the settings say; nothing where it is too old already. */
    static Duration of(Message message, Duration longest, Instant now) {
        long left = Math.max(0, message.tooOldAt() - now.toEpochMilli());
        return left < longest.toMillis() ? Duration.ofMillis(left) : longest;
    }

    /** Held to what push services take: none keeps a message longer than 28 days. */
    static void require(Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.compareTo(Duration.ofDays(28)) > 0) {
            throw new IllegalArgumentException("push services keep messages for 0 to 28 days, not " + timeToLive);
        }
    }

    /** Limits that are longer than nothing. */
    static void requireLimits(Duration connect, Duration request) {
        if (connect.isNegative() || connect.isZero() || request.isNegative() || request.isZero()) {
            throw new IllegalArgumentException("a push time limit must be longer than nothing");
        }
    }
}
