package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values in sentences; each answers null, and says why among the problems, where the text is none. */
final class Values {

    private static final Pattern PLAIN = Pattern.compile("[^\"'\\\\{}\\p{Cntrl}\\p{Cf}]{1,100}");
    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-年](\\d{1,2})[-月](\\d{1,2})日?");
    private static final String WEEKDAYS_ZH = "一二三四五六日";
    private static final List<String> WEEKDAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private Values() {}

    /** How one type of value is read. */
    interface Reader {
        @Nullable
        Object read(Phrase text, Names names, Problems problems);
    }

    static Reader whole() {
        return (text, names, problems) -> Amounts.whole(text, problems);
    }

    static Reader money() {
        return (text, names, problems) -> Amounts.money(text, names.currency(), problems);
    }

    /** Money in millionths. */
    static Reader cost() {
        return (text, names, problems) -> Amounts.micros(text, names.currency(), problems);
    }

    static Reader percent() {
        return (text, names, problems) -> Amounts.percent(text, problems);
    }

    static Reader share() {
        return (text, names, problems) -> Amounts.basisPoints(text, problems);
    }

    static Reader duration() {
        return (text, names, problems) -> Amounts.span(text, problems);
    }

    static Reader name(Noun noun) {
        return (text, names, problems) -> {
            if (names.has(noun, text.text())) {
                return text.text();
            }
            unknown(text, noun.word(), noun.where(), names.all(noun), problems);
            return null;
        };
    }

    /** Yes, no, all or a channel by its key, whatever the language; anything else as it stands. */
    static Reader choice() {
        return (text, names, problems) -> Spelling.choiceKey(text.text());
    }

    static Reader event() {
        return (text, names, problems) -> Event.keyOf(text.text());
    }

    static Reader plain() {
        return (text, names, problems) -> {
            if (PLAIN.matcher(text.text()).matches()) {
                return text.text();
            }
            String message = "\"" + text.original() + "\" may not hold quotes, backslashes, braces or invisible signs.";
            problems.error(text, "not-plain", message);
            return null;
        };
    }

    /** Text that is a line of its own: it is read by itself. */
    static Reader nested() {
        return (text, names, problems) -> text;
    }

    static @Nullable Object state(Phrase text, Names names, Problems problems) {
        Optional<LifecycleState> state = names.states().find(text.text());
        if (state.isEmpty()) {
            Language language = Language.of(text.text());
            Collection<String> known = Arrays.stream(LifecycleState.values())
                    .map(one -> names.states().in(language, one))
                    .toList();
            unknown(text, "lifecycle state", "", known, problems);
        }
        return state.map(LifecycleState::key).orElse(null);
    }

    static @Nullable Object time(Phrase text, Names names, Problems problems) {
        Matcher matcher = TIME.matcher(text.text());
        if (matcher.matches()) {
            return LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        problems.error(text, "not-a-time", "\"" + text.original() + "\" should be a time of day, like 09:30.");
        return null;
    }

    static @Nullable Object date(Phrase text, Names names, Problems problems) {
        Matcher matcher = DATE.matcher(text.text());
        try {
            if (matcher.matches()) {
                return LocalDate.of(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)));
            }
        } catch (DateTimeException noSuchDay) {
            // said below
        }
        problems.error(text, "not-a-date", "\"" + text.original() + "\" should be a day, like 2026-04-05.");
        return null;
    }

    static @Nullable Object weekday(Phrase text, Names names, Problems problems) {
        String day = text.text().toLowerCase(Locale.ROOT);
        int number = WEEKDAYS.indexOf(day) + 1;
        if (number == 0 && day.matches("(?:周|星期).")) {
            number = (WEEKDAYS_ZH + "天").indexOf(day.charAt(day.length() - 1)) % 7 + 1;
        }
        if (number > 0) {
            return DayOfWeek.of(number);
        }
        String message = "\"" + text.original() + "\" is not a day of the week.";
        problems.error(text, "unknown-day", message, Nearest.of(day, WEEKDAYS));
        return null;
    }

    static @Nullable Object channel(Phrase text, Names names, Problems problems) {
        String key = Spelling.channelKey(text.text());
        if (names.has(Noun.CHANNEL, key)) {
            return new ChannelName(key);
        }
        unknown(
                text,
                "channel",
                "",
                Spelling.channelNames(Language.of(text.text()), names.all(Noun.CHANNEL)),
                problems);
        return null;
    }

    static @Nullable Object zone(Phrase text, Names names, Problems problems) {
        if (ZoneId.getAvailableZoneIds().contains(text.text())) {
            return ZoneId.of(text.text());
        }
        String message = "There is no time zone \"" + text.original() + "\".";
        problems.error(text, "unknown-zone", message, Nearest.of(text.text(), ZoneId.getAvailableZoneIds()));
        return null;
    }

    static void unknown(Phrase text, String noun, String where, Collection<String> names, Problems problems) {
        String message = "There is no " + noun + " \"" + text.original() + "\"" + where + ".";
        problems.error(text, "unknown-" + noun.replace(' ', '-'), message, Nearest.of(text.text(), names));
    }
}
