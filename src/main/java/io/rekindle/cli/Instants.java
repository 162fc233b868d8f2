package io.rekindle.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

/** Instants as people type them: with an offset, as a local time of the rule book's zone, or as a whole day. */
final class Instants {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ISO_DATE_TIME;

    private Instants() {}

    /** The instant; a whole day stands for its last millisecond, so that "as of" a day has all of it. */
    static Instant parse(String text, ZoneId zone) {
        try {
            if (text.length() == "2026-01-31".length()) {
                return LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minusMillis(1);
            }
            TemporalAccessor time = FORM.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : ((LocalDateTime) time).atZone(zone).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw Refusal.wrongCall(
                    "\"" + text + "\" is no instant; write 2026-03-04, 2026-03-04T10:00 or 2026-03-04T10:00:00Z");
        }
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Refusal.wrongCall("\"" + text + "\" is no date; write it like 2026-03-04");
        }
    }
}
