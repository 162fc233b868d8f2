package io.rekindle.engine.rule.region;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether there can be a customer with the numbers of a box: nobody who never ordered has a last order. */
final class Plausible {

    private Plausible() {}

    /** One such customer; empty where it is certain that there is none. */
    static Optional<Customer> customer(Box box) {
        if (box.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Happenings> past = new TreeMap<>();
        SortedMap<Dimension, Long> numbers = new TreeMap<>();
        for (Map.Entry<Dimension, Values> side : box.sides().entrySet()) {
            Dimension dimension = side.getKey();
            String series = dimension.events().orElse("");
            if (!series.isEmpty() && !past.containsKey(series)) {
                Optional<Happenings> found = Past.in(box, series);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                past.put(series, found.get());
            }
            Happenings known = past.get(series);
            numbers.put(dimension, known == null ? smallest(side.getValue()) : Long.valueOf(known.number(dimension)));
        }
        return Optional.of(new Customer(numbers, past));
    }

    private static long smallest(Values values) {
        return values.atLeast(0).orElse(Values.NONE);
    }
}
