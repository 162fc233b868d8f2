package io.rekindle.engine.trial;

import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A time a test speaks of: from one instant to another, both epoch milliseconds and included.
 *
 * @param exact whether it is one instant
 */
record When(long from, long to, boolean exact) {

    static final When EVER = new When(Long.MIN_VALUE, Long.MAX_VALUE, false);

    boolean contains(long instant) {
        return from <= instant && instant <= to;
    }

    /**
     * Reads {@code 3 days ago}, {@code after 2 days at 08:00}, {@code on 2026-03-12}, {@code at 09:00}, {@code now}; null, and
     * why among the problems, where it is none of these.
     *
     * @param zero what times are counted from
     */
    static @Nullable When read(Phrase text, ZonedDateTime zero, Sentences sentences, Problems problems) {
        return sentences
                .read("moment", text, problems)
                .map(said -> said(said, zero))
                .orElse(null);
    }

    private static When said(Said said, ZonedDateTime zero) {
        ZonedDateTime day = day(said, zero);
        if (said.maybe("time").isPresent()) {
            return at(day.toLocalDate()
                    .atTime(said.value("time", LocalTime.class))
                    .atZone(zero.getZone()));
        }
        if (said.maybe("date").isPresent()) {
            ZonedDateTime start = day.toLocalDate().atStartOfDay(zero.getZone());
            return new When(millis(start), millis(start.plusDays(1)) - 1, false);
        }
        return at(day);
    }

    private static ZonedDateTime day(Said said, ZonedDateTime zero) {
        ZoneId zone = zero.getZone();
        return switch (said.id()) {
            case "moment_on" ->
                said.value("date", LocalDate.class).atTime(zero.toLocalTime()).atZone(zone);
            case "moment_ago" -> local(said.value("ago", Span.class).before(millis(zero), zone), zone);
            case "moment_after", "moment_later" ->
                local(said.value("delay", Span.class).after(millis(zero), zone), zone);
            default -> zero;
        };
    }

    /** The instant at which something happens then: the time of day of the test where only a date is given. */
    long instant(ZonedDateTime zero) {
        return exact
                ? from
                : millis(local(from, zero.getZone())
                        .toLocalDate()
                        .atTime(zero.toLocalTime())
                        .atZone(zero.getZone()));
    }

    private static When at(ZonedDateTime time) {
        return new When(millis(time), millis(time), true);
    }

    private static ZonedDateTime local(long instant, ZoneId zone) {
        return Instant.ofEpochMilli(instant).atZone(zone);
    }

    private static long millis(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }
}
