package io.rekindle.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Moves instants that fell evenly over a customer's day to where the day has its life: few at night, most in the
 * evening.
 *
 * <p>The day and the order of instants stay as they were, so that models whose time knows no night keep their meaning.
 */
final class DayAndNight {

    /** How much happens in each hour of the day, from midnight on; a guess. */
    private static final double[] HOURS = {
        1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 5, 5, 5, 4, 4, 4, 4, 4, 5, 6, 7, 7, 5, 2
    };

    /** The share of a day that is over, as life counts, when each hour of the clock begins. */
    private static final double[] OVER = over();

    private DayAndNight() {}

    /** The instant's place in the day as life has it, to the second. */
    static Instant awake(Instant even, ZoneId zone) {
        ZonedDateTime midnight = even.atZone(zone).toLocalDate().atStartOfDay(zone);
        Instant start = midnight.toInstant();
        double length = seconds(start, midnight.plusDays(1).toInstant());
        double share = seconds(start, even) / length;
        int hour = 0;
        while (OVER[hour + 1] <= share) {
            hour++;
        }
        double place = (hour + (share - OVER[hour]) / (OVER[hour + 1] - OVER[hour])) / HOURS.length;
        return start.plusMillis((long) (place * length * 1000)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static double[] over() {
        double all = 0;
        for (double hour : HOURS) {
            all += hour;
        }
        double[] over = new double[HOURS.length + 1];
        for (int hour = 0; hour < HOURS.length; hour++) {
            over[hour + 1] = over[hour] + HOURS[hour] / all;
        }
        over[HOURS.length] = 1.0 + Math.ulp(1.0);
        return over;
    }
}
