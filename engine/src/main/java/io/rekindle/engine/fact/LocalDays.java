package io.rekindle.engine.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calendar arithmetic in one zone, daylight saving included: days are the customer's days. Instants are epoch milliseconds,
 * days count from 1970-01-01. Immutable. The answers are those of {@code java.time}, which is asked only near a change of
 * the clock; elsewhere it is plain arithmetic, for rules ask for days by the million.
 */
public final class LocalDays {

    private static final Map<ZoneId, LocalDays> KNOWN = new ConcurrentHashMap<>();
    /** There are some six hundred; senders could invent more, of the form +01:23:45, which are made anew each time. */
    private static final int MOST_KNOWN = 2_000;

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MILLIS_PER_MINUTE = 60 * MILLIS_PER_SECOND;
    private static final long MILLIS_PER_DAY = 24 * 60 * MILLIS_PER_MINUTE;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** No clock was ever changed by more than a day: so far from a change no local time is shown twice or left out. */
    private static final long WELL_AWAY = 2 * MILLIS_PER_DAY;

    private static final Instant LAST_CHANGE = Instant.parse("2100-01-01T00:00:00Z");

    private final ZoneId zone;
    private final ZoneRules rules;
    /** The local clock is ahead of UTC by {@code ahead[i]} from {@code from[i]} until before {@code from[i + 1]}. */
    private final long[] from;

    private final long[] ahead;

    private LocalDays(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        List<Instant> changes = new ArrayList<>(List.of(Instant.EPOCH));
        ZoneOffsetTransition next = rules.nextTransition(Instant.EPOCH);
        while (next != null && next.getInstant().isBefore(LAST_CHANGE)) {
            changes.add(next.getInstant());
            next = rules.nextTransition(next.getInstant());
        }
        long[] until = {next == null ? History.NEVER : next.getInstant().toEpochMilli()};
        long[] begin = changes.stream().mapToLong(Instant::toEpochMilli).toArray();
        this.from = Arrays.copyOf(begin, begin.length + 1);
        this.from[begin.length] = until[0];
        this.ahead = changes.stream()
                .mapToLong(change -> rules.getOffset(change).getTotalSeconds() * MILLIS_PER_SECOND)
                .toArray();
    }

    /** The days of a zone. */
    public static LocalDays of(ZoneId zone) {
        LocalDays known = KNOWN.get(zone);
        if (known == null) {
            known = new LocalDays(zone);
            if (KNOWN.size() < MOST_KNOWN) {
                KNOWN.put(zone, known);
            }
        }
        return known;
    }

    /** The local calendar day of an instant. */
    public long dayOf(long instant) {
        return Math.floorDiv(instant + aheadAt(instant), MILLIS_PER_DAY);
    }

    /** The instant at which a local calendar day begins. */
    public long startOf(long day) {
        long instant = showingOnce(day * MILLIS_PER_DAY);
        return instant != History.NEVER
                ? instant
                : LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The instant at which the local clock shows a time on a day: the first of two, or as much later as the clock leaps. */
    public long at(long day, LocalTime time) {
        long instant = showingOnce(day * MILLIS_PER_DAY + time.toNanoOfDay() / NANOS_PER_MILLI);
        return instant != History.NEVER
                ? instant
                : LocalDate.ofEpochDay(day)
                        .atTime(time)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli();
    }

    /** The instant with the same local time so many days later. */
    public long plusDays(long instant, int days) {
        int span = spanOf(instant);
        long later = span < 0 ? History.NEVER : showingOnce(instant + ahead[span] + days * MILLIS_PER_DAY);
        return later != History.NEVER
                ? later
                : Instant.ofEpochMilli(instant)
                        .atZone(zone)
                        .plusDays(days)
                        .toInstant()
                        .toEpochMilli();
    }

    /** The minutes since the local clock showed midnight. */
    long minuteOf(long instant) {
        return Math.floorMod(instant + aheadAt(instant), MILLIS_PER_DAY) / MILLIS_PER_MINUTE;
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

    private long aheadAt(long instant) {
        int span = spanOf(instant);
        if (span >= 0) {
            return ahead[span];
        }
        ZoneOffset offset = rules.getOffset(Instant.ofEpochMilli(instant));
        return offset.getTotalSeconds() * MILLIS_PER_SECOND;
    }

    /** The instant at which the local clock shows a time (milliseconds from 1970 on it), or NEVER if a change is near. */
    private long showingOnce(long local) {
        int span = spanOf(local);
        if (span >= 0 && local - from[span] > WELL_AWAY && from[span + 1] - local > WELL_AWAY) {
            return local - ahead[span];
        }
        return History.NEVER;
    }

    /** Between which changes an instant lies; -1 before 1970 and after 2100 where clocks are still changed then. */
    private int spanOf(long instant) {
        int low = 0;
        int high = from.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from[middle] <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == from.length ? -1 : low - 1;
    }
}
