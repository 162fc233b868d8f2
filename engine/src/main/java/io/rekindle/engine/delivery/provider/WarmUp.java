package io.rekindle.engine.delivery.provider;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * A sender nobody knows yet, who writes a little more each day (UTC).
 *
 * @param firstDay before it, its cap holds
 * @param firstCap most messages on that day
 * @param growthPercent how much more each day than on the one before
 * @param days after so many days there is no cap any more
 */
public record WarmUp(LocalDate firstDay, int firstCap, int growthPercent, int days) {

    public WarmUp {
        if (firstCap < 1 || growthPercent < 0 || days < 1) {
            throw new IllegalArgumentException("a warm-up starts with one message or more, for one day or more");
        }
    }

    /** Most messages on the day; empty once it is over. */
    OptionalInt capOn(LocalDate day) {
        long age = Math.max(0, ChronoUnit.DAYS.between(firstDay, day));
        if (age >= days) {
            return OptionalInt.empty();
        }
        double cap = firstCap * Math.pow(1 + growthPercent / 100.0, (double) age);
        return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Math.floor(cap)));
    }
}
