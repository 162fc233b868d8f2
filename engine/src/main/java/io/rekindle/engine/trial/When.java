package io.rekindle.engine.trial;

import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time a test speaks of: from one instant to another, both epoch milliseconds and included.
 *
 * @param exact whether it is one instant
 */
record When(long from, long to, boolean exact) {

    static final When EVER = new When(Long.MIN_VALUE, Long.MAX_VALUE, false);

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<now>now|today)|(?<ago>.+?) ago|after (?<after>.+?)|(?<later>.+?) later|on (?<on>\\S+))?"
                    + " ?(?:at (?<at>\\S+))?",
            Pattern.CASE_INSENSITIVE);

    boolean contains(long instant) {
        return from <= instant && instant <= to;
    }

    /**
     * Reads {@code 3 days ago}, {@code after 2 days at 08:00}, {@code on 2026-03-12}, {@code at 09:00}, {@code now}; null, and
     * why among the problems, where it is none of these.
     *
     * @param zero what times are counted from
     */
    static @Nullable When read(Phrase text, ZonedDateTime zero, Problems problems) {
        Matcher matcher = FORM.matcher(text.text());
        if (text.isEmpty() || !matcher.matches()) {
            String message = "\"" + text.original() + "\" should be a time, like \"3 days ago\", \"after 2 days\", "
                    + "\"after 1 day at 08:00\", \"on 2026-03-12\" or \"at 09:00\".";
            problems.error(text, "not-a-time", message);
            return null;
        }
        ZonedDateTime day = day(text, matcher, zero, problems);
        LocalTime time = matcher.group("at") == null ? null : time(part(text, matcher, "at"), problems);
        if (day == null || (matcher.group("at") != null && time == null)) {
            return null;
        }
        if (time != null) {
            return at(day.toLocalDate().atTime(time).atZone(zero.getZone()));
        }
        if (matcher.group("on") != null) {
            ZonedDateTime start = day.toLocalDate().atStartOfDay(zero.getZone());
            return new When(millis(start), millis(start.plusDays(1)) - 1, false);
        }
        return at(day);
    }

    private static @Nullable ZonedDateTime day(Phrase text, Matcher matcher, ZonedDateTime zero, Problems problems) {
        if (matcher.group("on") != null) {
            LocalDate date = date(part(text, matcher, "on"), problems);
            return date == null ? null : date.atTime(zero.toLocalTime()).atZone(zero.getZone());
        }
        if (matcher.group("ago") != null) {
            Span span = Amounts.span(part(text, matcher, "ago"), problems);
            return span == null ? null : local(span.before(millis(zero), zero.getZone()), zero.getZone());
        }
        String later = matcher.group("after") != null ? "after" : "later";
        if (matcher.group(later) != null) {
            Span span = Amounts.span(part(text, matcher, later), problems);
            return span == null ? null : local(span.after(millis(zero), zero.getZone()), zero.getZone());
        }
        return zero;
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

    static @Nullable LocalTime time(Phrase text, Problems problems) {
        try {
            return LocalTime.parse((text.text().length() == 4 ? "0" : "") + text.text());
        } catch (DateTimeParseException none) {
            problems.error(text, "not-a-time", "\"" + text.original() + "\" should be a time of day, like 09:30.");
            return null;
        }
    }

    static @Nullable LocalDate date(Phrase text, Problems problems) {
        try {
            return LocalDate.parse(text.text().toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException none) {
            problems.error(text, "not-a-date", "\"" + text.original() + "\" should be a date, like 2026-03-10.");
            return null;
        }
    }

    private static Phrase part(Phrase text, Matcher matcher, String group) {
        return text.part(matcher.start(group), matcher.end(group));
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
