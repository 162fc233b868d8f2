package io.rekindle.engine.rule.language;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.book.Trigger.Schedule.Cadence;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.time.DayOfWeek;
import java.time.LocalTime;
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
            case "on_event" -> new Trigger.OnEvent(event(said), Span.NONE, false);
            case "after_event" -> new Trigger.OnEvent(event(said), said.value("delay", Span.class), false);
            default -> webhook(said);
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

    private Trigger webhook(Said said) {
        String name = said.value("webhook", String.class);
        Hook hook = Objects.requireNonNull(around.hooks().get(name), name);
        String event = Event.keyOf(hook.event());
        check(event, said.text("webhook"));
        return new Trigger.OnEvent(event, Span.NONE, true);
    }

    private String event(Said said) {
        String event = said.value("event", String.class);
        check(event, said.text("event"));
        return event;
    }

    /** What is not kept with its instants would never set anything off, and nobody would know why. */
    private void check(String event, Phrase text) {
        if (!Fold.counts(event)) {
            String why = Fold.isVisit(event)
                    ? "views within half an hour make one visit"
                    : "facts do not keep when each happened";
            problems.error(
                    text,
                    "asked-otherwise",
                    "Nothing can begin with \"" + event + "\": " + why
                            + ". Begin every day, and ask for it in the audience.");
        }
    }
}
