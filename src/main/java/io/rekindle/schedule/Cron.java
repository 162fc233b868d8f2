package io.rekindle.schedule;

import io.rekindle.engine.rule.book.Trigger;
import java.time.Duration;
import java.time.ZoneId;

/** A campaign's schedule as the calendar writes it, and its strikes. */
final class Cron {

    /** Longer than the longest pause between two strikes. */
    private static final long MOST_APART = Duration.ofDays(32).toMillis();

    private Cron() {}

    /** Seconds, minutes, hours, day of month, month, day of week, where Quartz counts from Sunday, 1. */
    static String of(Trigger.Schedule schedule) {
        String time = "0 " + schedule.time().getMinute() + " " + schedule.time().getHour() + " ";
        return switch (schedule.cadence()) {
            case DAILY -> time + "* * ?";
            case WEEKLY -> time + "? * " + (schedule.day() % 7 + 1);
            case MONTHLY -> time + schedule.day() + " * ?";
        };
    }

    /** The last strike at or before the instant, epoch milliseconds: what a run that comes late makes up for. */
    static long strikeAtOrBefore(Trigger.Schedule schedule, ZoneId zone, long instant) {
        long strike = schedule.atOrAfter(instant - MOST_APART, zone);
        while (true) {
            long next = schedule.atOrAfter(strike + 1, zone);
            if (next > instant) {
                return strike;
            }
            strike = next;
        }
    }
}
