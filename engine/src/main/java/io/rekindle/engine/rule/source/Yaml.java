package io.rekindle.engine.rule.source;

import java.util.List;
import java.util.Map;

/** A YAML file as a tree of texts with places: no types are guessed, so {@code 22:00} and {@code no} stay what they are. */
public sealed interface Yaml {

    /** Where it starts; its text for a single value. */
    Phrase where();

    /** A single value. */
    record Scalar(Phrase where) implements Yaml {}

    /** A list. */
    record Items(Phrase where, List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Named values, in the order of the file. */
    record Fields(Phrase where, Map<String, Field> fields) implements Yaml {}

    /** One named value, and its name. */
    record Field(Phrase key, Yaml value) {}
}
