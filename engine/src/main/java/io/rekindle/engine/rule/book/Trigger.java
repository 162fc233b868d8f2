package io.rekindle.engine.rule.book;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

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
            ZonedDateTime from = java.time.Instant.ofEpochMilli(instant).atZone(zone);
            java.time.LocalDate date = from.toLocalDate();
            while (true) {
                boolean strikes =
                        switch (cadence) {
                            case DAILY -> true;
                            case WEEKLY -> date.getDayOfWeek().getValue() == day;
                            case MONTHLY -> date.getDayOfMonth() == day;
                        };
                if (strikes) {
                    long strike = date.atTime(time).atZone(zone).toInstant().toEpochMilli();
                    if (strike >= instant) {
                        return strike;
                    }
                }
                date = date.plusDays(1);
            }
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
