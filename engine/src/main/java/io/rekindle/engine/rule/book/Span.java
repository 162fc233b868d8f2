package io.rekindle.engine.rule.book;

import io.rekindle.engine.fact.LocalDays;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A length of time as people say it: minutes and hours are exact, days and weeks keep the local time of the zone. */
public record Span(int amount, ChronoUnit unit) {

    public static final Span NONE = new Span(0, ChronoUnit.MINUTES);

    public Span {
        if (unit.compareTo(ChronoUnit.WEEKS) > 0) {
            throw new IllegalArgumentException("no fixed number of days: " + unit);
        }
        if (amount < 0) {
            throw new IllegalArgumentException("a span of time is not negative: " + amount + " " + unit);
        }
    }

    /** The instant (epoch milliseconds) this much later in that zone. */
    public long after(long instant, ZoneId zone) {
        return moved(instant, zone, 1);
    }

    /** The instant (epoch milliseconds) this much earlier in that zone. */
    public long before(long instant, ZoneId zone) {
        return moved(instant, zone, -1);
    }

    private long moved(long instant, ZoneId zone, int sign) {
        return unit.isTimeBased()
                ? Math.addExact(instant, sign * toMillis())
                : LocalDays.of(zone)
                        .plusDays(
                                instant,
                                Math.toIntExact(sign * unit.getDuration().toDays() * amount));
    }

    /** The length in milliseconds, a day taken as 24 hours: for rolling caps. */
    public long toMillis() {
        return unit.getDuration().toMillis() * amount;
    }

    @Override
    public String toString() {
        String name = unit.toString().toLowerCase(java.util.Locale.ROOT);
        return amount + " " + (amount == 1 ? name.substring(0, name.length() - 1) : name);
    }
}
