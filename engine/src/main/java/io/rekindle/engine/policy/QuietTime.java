package io.rekindle.engine.policy;

import io.rekindle.engine.rule.book.Policy;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a customer's clock and calendar let a message through. */
final class QuietTime {

    private static final int DAYS_LOOKED_AHEAD = 60;

    private final Policy policy;
    private final ZoneId zone;

    QuietTime(Policy policy, ZoneId zone) {
        this.policy = policy;
        this.zone = zone;
    }

    /** The first instant (epoch milliseconds) at or after the given one that is neither quiet nor on a no-send day. */
    long firstAllowed(long instant) {
        ZonedDateTime local = Instant.ofEpochMilli(instant).atZone(zone);
        for (int tries = 0; tries < DAYS_LOOKED_AHEAD; tries++) {
            if (policy.noSendDays().contains(local.toLocalDate())) {
                local = local.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (isQuiet(local.toLocalTime())) {
                local = endOfQuiet(local);
            } else {
                return local.toInstant().toEpochMilli();
            }
        }
        throw new IllegalStateException("the policy allows no message within " + DAYS_LOOKED_AHEAD + " days");
    }

    private boolean isQuiet(LocalTime time) {
        Policy.QuietHours quiet = policy.quiet();
        return quiet != null && quiet.contains(time);
    }

    /** A local time that a change of clocks skips moves on with the clocks, as java.time does. */
    private ZonedDateTime endOfQuiet(ZonedDateTime local) {
        Policy.QuietHours quiet = java.util.Objects.requireNonNull(policy.quiet());
        ZonedDateTime end = local.toLocalDate().atTime(quiet.to()).atZone(zone);
        return end.isAfter(local)
                ? end
                : local.toLocalDate().plusDays(1).atTime(quiet.to()).atZone(zone);
    }
}
