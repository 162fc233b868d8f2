package io.rekindle.engine.delivery.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/** One way that messages go, such as a relay to gmail.com, and what may still go by its limits. Days are UTC's. */
final class Way {

    private static final int NANOS = 1_000_000_000;

    private final String name;
    private final Limits limits;
    private final Allowances allowances;

    Way(String name, Limits limits, Allowances allowances) {
        this.name = name;
        this.limits = limits;
        this.allowances = allowances;
    }

    /**
     * What was taken at the instant.
     *
     * @param pause where it is nothing, how long until there may be more
     */
    record Taken(int some, Duration pause) {}

    Taken take(long now, int most) {
        OptionalInt cap = cap(day(now));
        int ofDay = cap.isEmpty() || most == 0 ? most : allowances.takeOfDay(name, day(now), cap.getAsInt(), most);
        if (ofDay == 0) {
            return new Taken(0, untilTomorrow(now));
        }
        if (limits.perSecond() == 0) {
            return new Taken(ofDay, Duration.ZERO);
        }
        int taken = allowances.takeOfSecond(name, limits.perSecond(), now, ofDay);
        if (taken < ofDay) {
            notCarried(now, ofDay - taken);
        }
        return new Taken(taken, Duration.ofNanos((long) (NANOS / limits.perSecond())));
    }

    /** What was taken at the instant was not tried. */
    void unused(long takenAt, int some) {
        notCarried(takenAt, some);
        if (some > 0 && limits.perSecond() > 0) {
            allowances.putBackSecond(name, limits.perSecond(), some);
        }
    }

    /** What was taken at the instant was tried, and the provider did not take it. */
    void notCarried(long takenAt, int some) {
        if (some > 0 && cap(day(takenAt)).isPresent()) {
            allowances.putBackDay(name, day(takenAt), some);
        }
    }

    private OptionalInt cap(LocalDate day) {
        WarmUp warmUp = limits.warmUp();
        return warmUp == null ? OptionalInt.empty() : warmUp.capOn(day);
    }

    private static LocalDate day(long now) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    }

    private static Duration untilTomorrow(long now) {
        Instant tomorrow = day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(Instant.ofEpochMilli(now), tomorrow);
    }
}
