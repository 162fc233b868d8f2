package io.rekindle.engine.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** Calendar arithmetic in one customer's zone: days are the customer's days, daylight saving included. */
final class LocalDays {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long MILLIS_PER_SECOND = 1000;

    private final ZoneId zone;
    private final ZoneRules rules;

    LocalDays(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** The local calendar day of an instant, counted from 1970-01-01. */
    long dayOf(long instant) {
        long second = Math.floorDiv(instant, MILLIS_PER_SECOND);
        return Math.floorDiv(second + offsetAt(second).getTotalSeconds(), SECONDS_PER_DAY);
    }

    /** The instant at which a local calendar day begins. */
    long startOf(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The instant with the same local time so many days later. */
    long plusDays(long instant, int days) {
        if (rules.isFixedOffset()) {
            return instant + days * SECONDS_PER_DAY * MILLIS_PER_SECOND;
        }
        return Instant.ofEpochMilli(instant)
                .atZone(zone)
                .plusDays(days)
                .toInstant()
                .toEpochMilli();
    }

    /** The minutes since the local clock showed midnight. */
    long minuteOf(long instant) {
        long second = Math.floorDiv(instant, MILLIS_PER_SECOND);
        return Math.floorMod(second + offsetAt(second).getTotalSeconds(), SECONDS_PER_DAY) / SECONDS_PER_MINUTE;
    }

    /** Every instant at which the local clock shows so many minutes after midnight of a day: none, one or two. */
    List<Long> showing(long day, long minute) {
        LocalDateTime local = LocalDate.ofEpochDay(day).atStartOfDay().plusMinutes(minute);
        return rules.getValidOffsets(local).stream()
                .map(offset -> local.toInstant(offset).toEpochMilli())
                .toList();
    }

    /** The first change of the local clock after the instant, or {@link History#NEVER}. */
    long changeAfter(long instant) {
        ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochMilli(instant));
        return change == null ? History.NEVER : change.toEpochSecond() * MILLIS_PER_SECOND;
    }

    private ZoneOffset offsetAt(long second) {
        return rules.getOffset(Instant.ofEpochSecond(second));
    }
}
