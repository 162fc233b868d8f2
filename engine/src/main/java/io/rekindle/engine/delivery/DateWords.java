package io.rekindle.engine.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as customers read them: in their zone and the message's language. */
final class DateWords {

    private static final DateTimeFormatter EN = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter ZH = DateTimeFormatter.ofPattern("M月d日", Locale.SIMPLIFIED_CHINESE);

    /** The part of Ruby's strftime that dates in messages need. */
    private static final Map<String, String> DIRECTIVES = Map.ofEntries(
            Map.entry("%Y", "uuuu"),
            Map.entry("%y", "uu"),
            Map.entry("%m", "MM"),
            Map.entry("%-m", "M"),
            Map.entry("%d", "dd"),
            Map.entry("%-d", "d"),
            Map.entry("%e", "d"),
            Map.entry("%B", "MMMM"),
            Map.entry("%b", "MMM"),
            Map.entry("%A", "EEEE"),
            Map.entry("%a", "EEE"),
            Map.entry("%H", "HH"),
            Map.entry("%-H", "H"),
            Map.entry("%M", "mm"),
            Map.entry("%%", "'%'"));

    private static final Pattern DIRECTIVE = Pattern.compile("%-?.?");

    private DateWords() {}

    /** {@code 3 Dec}, {@code 12月3日}, or as the format says. */
    static String format(Object date, @Nullable String format, ZoneId zone, String language) {
        ZonedDateTime local = inZone(date, zone);
        if (format == null) {
            return (isChinese(language) ? ZH : EN).format(local);
        }
        Locale locale = isChinese(language) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return formatter(format).toFormatter(locale).format(local);
    }

    /** The first thing in a format that is not understood. */
    static Optional<String> unknownDirective(String format) {
        return DIRECTIVE
                .matcher(format)
                .results()
                .map(found -> found.group())
                .filter(directive -> !DIRECTIVES.containsKey(directive))
                .findFirst();
    }

    private static boolean isChinese(String language) {
        return language.equals("zh");
    }

    private static ZonedDateTime inZone(Object date, ZoneId zone) {
        if (date instanceof Instant instant) {
            return instant.atZone(zone);
        }
        if (date instanceof LocalDate day) {
            return day.atStartOfDay(zone);
        }
        if (date instanceof ZonedDateTime time) {
            return time.withZoneSameInstant(zone);
        }
        if (date instanceof OffsetDateTime time) {
            return time.atZoneSameInstant(zone);
        }
        return parse(String.valueOf(date), zone);
    }

    private static ZonedDateTime parse(String text, ZoneId zone) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
                    : LocalDate.parse(text).atStartOfDay(zone);
        } catch (DateTimeException e) {
            throw HeldBack.because("date was given something that is no date");
        }
    }

    private static DateTimeFormatterBuilder formatter(String format) {
        var builder = new DateTimeFormatterBuilder();
        int done = 0;
        Matcher directive = DIRECTIVE.matcher(format);
        while (directive.find()) {
            builder.appendLiteral(format.substring(done, directive.start()));
            String pattern = DIRECTIVES.get(directive.group());
            if (pattern == null) {
                throw HeldBack.because("date does not know " + directive.group());
            }
            builder.appendPattern(pattern);
            done = directive.end();
        }
        return builder.appendLiteral(format.substring(done));
    }
}
