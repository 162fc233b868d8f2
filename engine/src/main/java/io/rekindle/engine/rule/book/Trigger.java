package io.rekindle.engine.rule.book;

import io.rekindle.engine.fact.LocalDays;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** What makes a campaign look at a customer: the calendar, or an event. */
public sealed interface Trigger {

    /** At a local time of day: every day, or only on one day of the week or of the month. */
    record Schedule(Cadence cadence, int day, LocalTime time) implements Trigger {

        /** How often; the day counts for weeks (1 Monday to 7) and months (1 to 28). */
        public enum Cadence {
            DAILY,
            WEEKLY,
            MONTHLY
        }

        /** The first instant (epoch milliseconds) at or after the given one at which the schedule strikes in the zone. */
        public long atOrAfter(long instant, ZoneId zone) {
            LocalDays days = LocalDays.of(zone);
            for (long date = days.dayOf(instant); ; date++) {
                long strike = strikesOn(date) ? days.at(date, time) : Long.MIN_VALUE;
                if (strike >= instant) {
                    return strike;
                }
            }
        }

        private boolean strikesOn(long date) {
            return switch (cadence) {
                case DAILY -> true;
                case WEEKLY -> LocalDate.ofEpochDay(date).getDayOfWeek().getValue() == day;
                case MONTHLY -> LocalDate.ofEpochDay(date).getDayOfMonth() == day;
            };
        }
    }

    /**
     * When an event of that name happens, or so long after it.
     *
     * @param event the event's key, such as {@code order_completed}; for a webhook, the event its file maps it to
     * @param webhook whether the file said {@code webhook} rather than {@code event}
     */
    record OnEvent(String event, Span delay, boolean webhook) implements Trigger {}
}
