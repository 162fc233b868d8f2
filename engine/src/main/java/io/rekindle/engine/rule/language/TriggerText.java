package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.book.Trigger.Schedule.Cadence;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a campaign's {@code trigger:} says. */
record TriggerText(Surroundings around, Problems problems) {

    private static final int LAST_DAY = 28;

    /** The trigger; null, and why among the problems, where the text is none. */
    @Nullable
    Trigger read(Phrase text) {
        Said said = around.lines().says("trigger", text, around.names()).orElse(null);
        if (said == null) {
            return null;
        }
        return switch (said.id()) {
            case "every_day" -> schedule(said, Cadence.DAILY, 0);
            case "every_week" ->
                schedule(
                        said, Cadence.WEEKLY, said.value("day", DayOfWeek.class).getValue());
            case "every_month" -> schedule(said, Cadence.MONTHLY, day(said));
            case "on_event" -> new Trigger.OnEvent(said.value("event", String.class), Span.NONE, false);
            case "after_event" ->
                new Trigger.OnEvent(said.value("event", String.class), said.value("delay", Span.class), false);
            default -> webhook(said.value("webhook", String.class), around.hooks());
        };
    }

    private static Trigger schedule(Said said, Cadence cadence, int day) {
        return new Trigger.Schedule(cadence, day, said.value("time", LocalTime.class));
    }

    private int day(Said said) {
        long day = said.value("day", Long.class);
        if (day < 1 || day > LAST_DAY) {
            Phrase number = said.text("day");
            problems.error(
                    number, "out-of-range", "\"" + number + "\" should be a day from 1 to 28: every month has it.");
        }
        return (int) Math.min(day, LAST_DAY);
    }

    private static Trigger webhook(String name, Map<String, Hook> hooks) {
        Hook hook = Objects.requireNonNull(hooks.get(name), name);
        return new Trigger.OnEvent(io.rekindle.engine.event.Event.keyOf(hook.event()), Span.NONE, true);
    }
}
