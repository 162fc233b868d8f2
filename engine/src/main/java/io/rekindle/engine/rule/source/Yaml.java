package io.rekindle.engine.rule.source;

import java.util.List;
import java.util.Map;

/** A YAML file as a tree of texts with places: no types are guessed, so {@code 22:00} and {@code no} stay what they are. */
public sealed interface Yaml {

    /** Where it starts; its text for a single value. */
    Phrase where();

    /**
     * A single value.
     *
     * @param extent where it stands in the source, with its quotes
     */
    record Scalar(Phrase where, Extent extent) implements Yaml {}

    /** A list. */
    record Items(Phrase where, List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Named values, in the order of the file.
     *
     * @param called what the file's language calls names, where they differ
     */
    record Fields(Phrase where, Map<String, Field> fields, Map<String, String> called) implements Yaml {
        public Fields {
            called = Map.copyOf(called);
        }

        /** Named values of a file whose names are as they are asked for. */
        public Fields(Phrase where, Map<String, Field> fields) {
            this(where, fields, Map.of());
        }
    }

    /**
     * One named value, and its name.
     *
     * @param extent where the name stands in the source, with its quotes
     */
    record Field(Phrase key, Extent extent, Yaml value) {}

    /**
     * A stretch of the source.
     *
     * @param from the index of its first character
     * @param to the index after its last one
     * @param quote the quote around it, a space for none, or {@code |} for a block
     * @param flow whether it stands in brackets, where commas part values
     */
    record Extent(int from, int to, char quote, boolean flow) {}
}
