package io.rekindle.postgres;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What a reader asks to be changed: names such as {@code channel:email} and {@code topic:news} that are to be on or off from now
 * on. What is named in neither stays as it is.
 */
public record Wanted(Set<String> on, Set<String> off) {

    private static final String CHANNEL = "channel:";
    private static final String TOPIC = "topic:";

    public Wanted {
        on = Set.copyOf(on);
        off = Set.copyOf(off);
    }

    /** What differs between what a page showed to be on and what was ticked when it came back. */
    public static Wanted between(Collection<String> shown, Collection<String> ticked) {
        Set<String> on = new HashSet<>(ticked);
        on.removeAll(shown);
        Set<String> off = new HashSet<>(shown);
        off.removeAll(ticked);
        return new Wanted(on, off);
    }

    public static String channel(String name) {
        return CHANNEL + name;
    }

    public static String topic(String name) {
        return TOPIC + name;
    }
}
