package io.rekindle.engine.rule.sentence;

import java.util.Optional;

/** What a setting holds, as the catalogue says it after the name of its owner. */
public sealed interface Holds {

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

    /** Settings with names that the catalogue knows. */
    record Settings(String owner) implements Holds {
        @Override
        public String text() {
            return "settings of " + owner;
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

    /** Settings of which one speaks of lines of the book, and the others do not. */
    record Only(String name, Holds item) implements Holds {
        @Override
        public String text() {
            return name + " " + item.text();
        }
    }

    /** Text in which questions to the facts stand in double quotes. */
    record Quotes() implements Holds {
        @Override
        public String text() {
            return "text with sentences in quotes";
        }
    }

    /** Reads it, as in {@code list of sentence or settings of group}. */
    static Holds of(String text) {
        int or = text.lastIndexOf(" or settings of ");
        if (text.startsWith("list of ")) {
            return new ListOf(of(text.substring("list of ".length())));
        }
        if (or >= 0) {
            return new Either(of(text.substring(0, or)), new Settings(text.substring(or + 16)));
        }
        if (text.startsWith("series of ")) {
            return new Series(of(text.substring("series of ".length())));
        }
        if (text.startsWith("settings of ")) {
            return new Settings(text.substring("settings of ".length()));
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
                ? new Settings("campaign")
                : path.startsWith("hooks/")
                        ? new Settings("webhook")
                        : path.startsWith("tests/")
                                ? new ListOf(new Only("expect", new ListOf(new Quotes())))
                                : path.equals("policy.yaml")
                                        ? new Settings("policy")
                                        : path.equals("segments.yaml") ? new Named(new Settings("segment")) : null;
        return path.endsWith(".yaml") ? Optional.ofNullable(holds) : Optional.empty();
    }
}
