package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Policy.QuietHours;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times of day, as in {@code 9:30}. */
final class Times {

    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern HOURS = Pattern.compile("(\\S+?) ?[-–~] ?(\\S+)");

    private Times() {}

    static @Nullable LocalTime time(Phrase text, Problems problems) {
        Matcher matcher = TIME.matcher(text.text());
        if (matcher.matches()) {
            return LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        problems.error(text, "not-a-time", "\"" + text.original() + "\" should be a time of day, like 09:30.");
        return null;
    }

    static @Nullable QuietHours quietHours(Phrase text, Problems problems) {
        Matcher hours = HOURS.matcher(text.text());
        if (!hours.matches()) {
            problems.error(text, "not-a-time", "\"" + text.original() + "\" should be hours, like 22:00-08:00.");
            return null;
        }
        LocalTime from = time(text.part(hours.start(1), hours.end(1)), problems);
        LocalTime to = time(text.part(hours.start(2), hours.end(2)), problems);
        if (from == null || to == null) {
            return null;
        }
        if (from.equals(to)) {
            problems.error(text, "not-a-time", "Quiet hours that end when they begin last all day, or not at all.");
        }
        return new QuietHours(from, to);
    }
}
