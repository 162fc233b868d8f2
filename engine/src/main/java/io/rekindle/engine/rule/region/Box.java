package io.rekindle.engine.rule.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Customers by their numbers: for some dimensions the numbers allowed, all numbers in every other. */
record Box(NavigableMap<Dimension, Values> sides) {

    static final Box EVERYBODY = new Box(new TreeMap<>());

    static Box of(Dimension dimension, Values values) {
        NavigableMap<Dimension, Values> sides = new TreeMap<>();
        sides.put(dimension, values.and(dimension.domain()));
        return new Box(sides);
    }

    Values side(Dimension dimension) {
        Values side = sides.get(dimension);
        return side == null ? dimension.domain() : side;
    }

    boolean isEmpty() {
        return sides.values().stream().anyMatch(Values::isEmpty);
    }

    /** Whether all of them are in the other. */
    boolean isInside(Box other) {
        return other.sides.entrySet().stream()
                .allMatch(side ->
                        side(side.getKey()).and(side.getValue().complement()).isEmpty());
    }

    /** The sides that speak of events, by the kind of event. */
    NavigableMap<String, NavigableMap<Dimension, Values>> bySeries() {
        NavigableMap<String, NavigableMap<Dimension, Values>> bySeries = new TreeMap<>();
        sides.forEach((dimension, values) -> dimension.events().ifPresent(series -> bySeries.computeIfAbsent(
                        series, any -> new TreeMap<>())
                .put(dimension, values)));
        return bySeries;
    }

    /** Those in both; empty where that is nobody. */
    Optional<Box> and(Box other) {
        NavigableMap<Dimension, Values> both = new TreeMap<>(sides);
        for (Map.Entry<Dimension, Values> side : other.sides.entrySet()) {
            Values values = side(side.getKey()).and(side.getValue());
            if (values.isEmpty()) {
                return Optional.empty();
            }
            both.put(side.getKey(), values);
        }
        Box box = new Box(both);
        return box.isEmpty() ? Optional.empty() : Optional.of(box);
    }

    /** Those not in the other, as boxes that have nobody in common. */
    List<Box> without(Box other) {
        if (and(other).isEmpty()) {
            return List.of(this);
        }
        List<Box> rest = new ArrayList<>();
        Box inside = this;
        for (Map.Entry<Dimension, Values> side : other.sides.entrySet()) {
            Dimension dimension = side.getKey();
            Values outside = inside.side(dimension).and(side.getValue().complement());
            if (!outside.isEmpty()) {
                rest.add(inside.with(dimension, outside));
            }
            inside = inside.with(dimension, inside.side(dimension).and(side.getValue()));
        }
        return rest;
    }

    Box with(Dimension dimension, Values values) {
        NavigableMap<Dimension, Values> changed = new TreeMap<>(sides);
        changed.put(dimension, values);
        return new Box(changed);
    }
}
