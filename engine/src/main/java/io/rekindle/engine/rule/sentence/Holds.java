package io.rekindle.engine.rule.sentence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a setting holds, as the catalogue says it after the name of its owner. */
public sealed interface Holds {

    Pattern EITHER = Pattern.compile("(.+) or (open )?settings of (.+)");

    /** As the catalogue says it. */
    String text();

    /** Text that stays as it is written: names, labels, paths. */
    record Anything() implements Holds {
        @Override
        public String text() {
            return "anything";
        }
    }

    /** A value of a type. */
    record Value(ValueType type) implements Holds {
        @Override
        public String text() {
            return type.key();
        }
    }

    /** One of the sentences that may stand at a place. */
    record Line(String place) implements Holds {
        @Override
        public String text() {
            return place;
        }
    }

    /** Several, as a list. */
    record ListOf(Holds item) implements Holds {
        @Override
        public String text() {
            return "list of " + item.text();
        }
    }

    /** Several in one line, with commas. */
    record Series(Holds item) implements Holds {
        @Override
        public String text() {
            return "series of " + item.text();
        }
    }

    /**
     * Settings with names that the catalogue knows.
     *
     * @param open whether there may be others, which stay as they are written
     */
    record Settings(String owner, boolean open) implements Holds {
        @Override
        public String text() {
            return (open ? "open settings of " : "settings of ") + owner;
        }
    }

    /** Settings whose names are the author's. */
    record Named(Holds item) implements Holds {
        @Override
        public String text() {
            return "named " + item.text();
        }
    }

    /** Settings whose names are channels, or known settings of {@code channel}. */
    record ByChannel(Holds item) implements Holds {
        @Override
        public String text() {
            return "by channel " + item.text();
        }
    }

    /** A line, or settings in its place. */
    record Either(Holds line, Settings settings) implements Holds {
        @Override
        public String text() {
            return line.text() + " or " + settings.text();
        }
    }

    /** What happens at which moments: their sentences stand in the place of names. */
    record ByMoment(Holds item) implements Holds {
        @Override
        public String text() {
            return "by moment " + item.text();
        }
    }

    /** Reads it, as in {@code list of sentence or settings of group}. */
    static Holds of(String text) {
        Matcher or = EITHER.matcher(text);
        if (text.startsWith("list of ")) {
            return new ListOf(of(text.substring("list of ".length())));
        }
        if (text.startsWith("by moment ")) {
            return new ByMoment(of(text.substring("by moment ".length())));
        }
        if (or.matches()) {
            return new Either(of(or.group(1)), new Settings(or.group(3), or.group(2) != null));
        }
        if (text.startsWith("series of ")) {
            return new Series(of(text.substring("series of ".length())));
        }
        if (text.startsWith("settings of ")) {
            return new Settings(text.substring("settings of ".length()), false);
        }
        if (text.startsWith("named ")) {
            return new Named(of(text.substring("named ".length())));
        }
        if (text.startsWith("by channel ")) {
            return new ByChannel(of(text.substring("by channel ".length())));
        }
        return text.equals("anything")
                ? new Anything()
                : ValueType.of(text).<Holds>map(Value::new).orElseGet(() -> new Line(text));
    }

    /** What a file of a book holds; empty where it is not made of settings. */
    static Optional<Holds> ofFile(String path) {
        Holds holds = path.startsWith("campaigns/")
                ? settings("campaign")
                : path.startsWith("hooks/")
                        ? settings("webhook")
                        : path.startsWith("tests/")
                                ? new ListOf(settings("test"))
                                : path.equals("policy.yaml")
                                        ? settings("policy")
                                        : path.equals("segments.yaml") ? new Named(settings("segment")) : null;
        return path.endsWith(".yaml") ? Optional.ofNullable(holds) : Optional.empty();
    }

    private static Settings settings(String owner) {
        return new Settings(owner, false);
    }
}
