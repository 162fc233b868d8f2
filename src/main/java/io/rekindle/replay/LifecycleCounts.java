package io.rekindle.replay;

import io.rekindle.Installation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many customers are in each lifecycle state at the end of a day of the rule book's zone, evaluated from scratch by the
 * rules in force; nothing is written.
 *
 * @param counts by state, in the order of the grid; a state that a row gives is there even with nobody in it
 * @param unmatched customers of that day whom no row matches
 */
public record LifecycleCounts(LocalDate asOf, Map<String, Long> counts, long unmatched) {

    public LifecycleCounts {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Counts everybody for each of the days, reading each customer once. */
    public static List<LifecycleCounts> on(List<LocalDate> days, Installation installation) {
        return new LifecycleCounting(days, installation).exact(read -> true).orElseThrow();
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
