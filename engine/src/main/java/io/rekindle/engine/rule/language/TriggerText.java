package io.rekindle.engine.rule.language;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.book.Trigger.Schedule.Cadence;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a campaign's {@code trigger:} says. */
final class TriggerText {

    private static final int LAST_DAY = 28;
    private static final List<String> WEEKDAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Pattern MONTHLY =
            Pattern.compile("every month on day (\\S+) at (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAILY = Pattern.compile("every (\\S+) at (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern EVENT = Pattern.compile("(?:(.+) after )?event (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WEBHOOK = Pattern.compile("webhook (\\S+)", Pattern.CASE_INSENSITIVE);

    private final Phrase text;
    private final Map<String, Hook> hooks;
    private final Problems problems;

    private TriggerText(Phrase text, Map<String, Hook> hooks, Problems problems) {
        this.text = text;
        this.hooks = hooks;
        this.problems = problems;
    }

    /** The trigger; null, and why among the problems, where the text is none. */
    static @Nullable Trigger read(Phrase text, Map<String, Hook> hooks, Problems problems) {
        return new TriggerText(text, hooks, problems).read();
    }

    private @Nullable Trigger read() {
        Matcher monthly = MONTHLY.matcher(text.text());
        Matcher daily = DAILY.matcher(text.text());
        Matcher event = EVENT.matcher(text.text());
        Matcher webhook = WEBHOOK.matcher(text.text());
        if (monthly.matches()) {
            return monthly(monthly);
        }
        if (daily.matches()) {
            return daily(daily);
        }
        if (webhook.matches()) {
            return webhook(part(webhook, 1));
        }
        if (event.matches()) {
            Span delay = event.group(1) == null ? Span.NONE : Amounts.span(part(event, 1), problems);
            return delay == null ? null : new Trigger.OnEvent(Event.keyOf(event.group(2)), delay, false);
        }
        String message = "I don't know the trigger \"" + text.original() + "\". Try \"every day at 10:00\", "
                + "\"event order_completed\", \"7 days after event order_completed\" or \"webhook cart_abandoned\".";
        problems.error(text, "unknown-trigger", message);
        return null;
    }

    private Phrase part(Matcher matcher, int group) {
        return text.part(matcher.start(group), matcher.end(group));
    }

    private @Nullable Trigger monthly(Matcher matcher) {
        Phrase number = part(matcher, 1);
        Long day = Amounts.whole(number, problems);
        LocalTime time = Times.time(part(matcher, 2), problems);
        if (day != null && (day < 1 || day > LAST_DAY)) {
            problems.error(
                    number, "out-of-range", "\"" + number + "\" should be a day from 1 to 28: every month has it.");
        }
        return day == null || time == null ? null : new Trigger.Schedule(Cadence.MONTHLY, day.intValue(), time);
    }

    private @Nullable Trigger daily(Matcher matcher) {
        Phrase word = part(matcher, 1);
        String day = word.text().toLowerCase(Locale.ROOT);
        LocalTime time = Times.time(part(matcher, 2), problems);
        int weekday = WEEKDAYS.indexOf(day) + 1;
        if (weekday == 0 && !day.equals("day")) {
            String message = "\"" + word.original() + "\" is not a day of the week.";
            problems.error(word, "unknown-day", message, Nearest.of(day, WEEKDAYS));
            return null;
        }
        Cadence cadence = weekday == 0 ? Cadence.DAILY : Cadence.WEEKLY;
        return time == null ? null : new Trigger.Schedule(cadence, weekday, time);
    }

    private @Nullable Trigger webhook(Phrase name) {
        Hook hook = hooks.get(name.text());
        if (hook == null) {
            String message = "There is no webhook \"" + name.original() + "\" in hooks/.";
            problems.error(name, "unknown-webhook", message, Nearest.of(name.text(), hooks.keySet()));
            return null;
        }
        return new Trigger.OnEvent(Event.keyOf(hook.event()), Span.NONE, true);
    }
}
