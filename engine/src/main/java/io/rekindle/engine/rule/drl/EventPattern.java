package io.rekindle.engine.rule.drl;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Nearest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An {@code Event( … )} of a raw rule: which events are meant, in words that the facts can answer. */
final class EventPattern {

    private static final List<String> FIELDS = List.of("name", "daysAgo", "inLast", "value");
    private static final Set<String> RECENT = Set.of("<", "<=");

    private @Nullable String event;
    private @Nullable Token daysAgo;
    private @Nullable Token operator;
    private @Nullable Long window;
    private @Nullable String bound;

    private EventPattern() {}

    /** Reads the constraints between the parentheses. */
    static EventPattern read(Token type, List<Tokens> constraints) {
        EventPattern pattern = new EventPattern();
        constraints.forEach(pattern::constraint);
        if (pattern.event == null) {
            String message = "Which event? Write Event( name == \"order_completed\" ).";
            throw new Refused(type.where(), "no-event", message);
        }
        return pattern;
    }

    private void constraint(Tokens tokens) {
        Token first = tokens.take();
        if (first.is(Token.Kind.NAME) && tokens.skip(":")) {
            bind(first, tokens);
        } else {
            switch (first.text()) {
                case "name" -> name(first, tokens);
                case "daysAgo" -> daysAgo(first, tokens);
                case "inLast" -> inLast(first, tokens);
                case "value" -> throw valueCompared(first);
                default -> {
                    String message = first.shown() + " cannot be asked of an Event: only name, daysAgo and inLast can.";
                    throw new Refused(first.where(), "unknown-fact", message, Nearest.of(first.text(), FIELDS));
                }
            }
        }
        if (!tokens.isEmpty()) {
            throw tokens.unexpected("In an Event, conditions stand between commas");
        }
    }

    private void bind(Token name, Tokens tokens) {
        if (bound != null || !tokens.peek().is("value")) {
            throw new Refused(name.where(), "no-binding", "Only the value of an Event can be kept, as $v : value.");
        }
        tokens.take();
        bound = name.text();
    }

    private void name(Token first, Tokens tokens) {
        tokens.expect("==");
        Token text = tokens.take();
        if (!text.is(Token.Kind.TEXT) || event != null) {
            throw new Refused(first.where(), "no-event", "An Event has one name, as name == \"order_completed\".");
        }
        event = Event.keyOf(text.text());
    }

    private void daysAgo(Token first, Tokens tokens) {
        Token sign = tokens.take();
        Token days = tokens.take();
        if (daysAgo != null || !RECENT.contains(sign.text())) {
            String message = "daysAgo is asked as daysAgo <= 30; how long ago the last one was, as "
                    + "daysSinceEvent(\"name\") >= 30 in Facts.";
            throw new Refused(first.where(), "not-understood", message);
        }
        Numbers.whole(days);
        operator = sign;
        daysAgo = days;
    }

    private void inLast(Token first, Tokens tokens) {
        if (window != null) {
            throw new Refused(first.where(), "not-understood", "inLast stands here already.");
        }
        tokens.expect("(");
        window = Numbers.window(tokens.take());
        tokens.expect(")");
    }

    private static Refused valueCompared(Token first) {
        String message = "The value of a single Event cannot be asked. What orders are worth together can: "
                + "spendIn(30) >= 10000 in Facts.";
        return new Refused(first.where(), "no-event-value", message);
    }

    /** That there is one. */
    Condition exists(Token word) {
        if (bound != null) {
            throw new Refused(word.where(), "no-binding", "A value is kept in accumulate only.");
        }
        if (window != null && daysAgo != null) {
            throw both(word);
        }
        if (window != null) {
            return new Condition.Ask("eventsIn", List.of(name(), window, ">", 0L));
        }
        return operator == null || daysAgo == null
                ? new Condition.Compare("events", List.of(name()), ">", 0L)
                : new Condition.Ask("daysSinceEvent", List.of(name(), operator.text(), Numbers.whole(daysAgo)));
    }

    private static Refused both(Token word) {
        String message = "daysAgo counts calendar days, inLast the hours of a rolling window: use one of them.";
        return new Refused(word.where(), "not-understood", message);
    }

    private String name() {
        return event == null ? "" : event;
    }

    /** How many there are, to be compared. */
    Subject count(Token function) {
        refuseDays(function);
        return new Measure("events", List.of(name()), "eventsIn", window);
    }

    /** What their values make together, to be compared. */
    Subject sum(Token function, Token of) {
        refuseDays(function);
        if (!of.text().equals(bound)) {
            throw new Refused(of.where(), "no-binding", "Sum what the Event keeps: $v : value, then sum($v).");
        }
        if (!name().equals(EventNames.ORDER_COMPLETED)) {
            String message = "Only the values of order_completed can be summed.";
            throw new Refused(function.where(), "no-event-value", message);
        }
        return new Measure("spend", List.of(), "spendIn", window);
    }

    private void refuseDays(Token function) {
        if (daysAgo != null) {
            String message = "In accumulate, a window rolls: write inLast(30) instead of daysAgo <= 30.";
            throw new Refused(daysAgo.where(), "not-understood", message);
        }
        if (bound != null && function.is("count")) {
            throw new Refused(function.where(), "no-binding", "count(1) needs no kept value: leave it out.");
        }
    }

    /** A number of events: ever by one fact, in a window by another. */
    private record Measure(
            String ever,
            List<Object> of,
            String inWindow,
            @Nullable Long window) implements Subject {

        @Override
        public Condition holds() {
            throw new IllegalStateException("a measure is compared");
        }

        @Override
        public Condition compare(Token operator, Token value) {
            Long limit = Numbers.whole(value);
            if (window == null) {
                return new Condition.Compare(ever, of, operator.text(), limit);
            }
            List<Object> arguments = new java.util.ArrayList<>(of);
            arguments.addAll(List.of(window, operator.text(), limit));
            return new Condition.Ask(inWindow, arguments);
        }
    }
}
