package io.rekindle.engine.rule.region;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether there can be a customer with the numbers of a box: nobody who never ordered has a last order. Remembers what it
 * found, since boxes cut from one another have most sides in common.
 */
final class Plausible {

    private final Map<NavigableMap<Dimension, Values>, Optional<Happenings>> known = new HashMap<>();

    /** One such customer; empty where it is certain that there is none. */
    Optional<Customer> customer(Box box) {
        if (box.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<String, Happenings> past = new TreeMap<>();
        for (Map.Entry<String, NavigableMap<Dimension, Values>> series :
                box.bySeries().entrySet()) {
            Optional<Happenings> found =
                    known.computeIfAbsent(series.getValue(), sides -> Past.in(new Box(sides), series.getKey()));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            past.put(series.getKey(), found.get());
        }
        long oldest =
                past.values().stream().mapToLong(Happenings::firstDay).max().orElse(0);
        NavigableMap<Dimension, Long> numbers = new TreeMap<>();
        box.sides().forEach((dimension, values) -> {
            Happenings events = dimension.events().map(past::get).orElse(null);
            numbers.put(
                    dimension,
                    events == null ? other(dimension, values, oldest) : Long.valueOf(events.number(dimension)));
        });
        return Optional.of(new Customer(numbers, past));
    }

    /** Most people register before they do anything else; all other numbers are as small as can be. */
    private static long other(Dimension dimension, Values values, long oldest) {
        long wanted = dimension.series().startsWith("daysSinceRegistered") ? Math.max(0, oldest) : 0;
        return values.atLeast(wanted).orElseGet(() -> values.atLeast(0).orElse(Values.NONE));
    }
}
