package io.rekindle.engine.rule.region;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads conditions as regions.
 *
 * @param states who is in which lifecycle state, by its key; empty where that is not known
 */
public record Regions(Map<String, Region> states) {

    public Regions {
        states = Map.copyOf(states);
    }

    /** Those for whom the condition holds. */
    public Region of(Condition condition) {
        return condition.read(new Reader()).holds().get();
    }

    /** Those for whom it does not. */
    public Region ofNot(Condition condition) {
        return condition.read(new Reader()).fails().get();
    }

    /** The two sides of a condition, each made only where it is needed. */
    private record Sides(Supplier<Region> holds, Supplier<Region> fails) {

        Sides turned() {
            return new Sides(/* holds= */ fails, /* fails= */ holds);
        }
    }

    private final class Reader implements Condition.Reader<Sides> {

        @Override
        public Sides all(List<Sides> parts) {
            return new Sides(
                    () -> both(parts.stream().map(Sides::holds).toList()),
                    () -> either(parts.stream().map(Sides::fails).toList()));
        }

        @Override
        public Sides any(List<Sides> parts) {
            return all(parts.stream().map(Sides::turned).toList()).turned();
        }

        @Override
        public Sides not(Sides part) {
            return part.turned();
        }

        @Override
        public Sides ask(Condition.Ask ask) {
            return test(Dimension.of(ask));
        }

        @Override
        public Sides compare(Condition.Compare compare) {
            boolean ofState = compare.fact().equals(Vocabulary.LIFECYCLE) && !states.isEmpty();
            if (!ofState) {
                return test(Dimension.of(compare));
            }
            String state = String.valueOf(compare.value());
            Sides sides = new Sides(() -> in(state), () -> notIn(state));
            return compare.operator().equals("==") ? sides : sides.turned();
        }
    }

    private Region in(String state) {
        return states.getOrDefault(state, Region.NOBODY);
    }

    private Region notIn(String state) {
        Region others = Region.NOBODY;
        for (Map.Entry<String, Region> other : states.entrySet()) {
            others = other.getKey().equals(state) ? others : others.or(other.getValue());
        }
        return others;
    }

    private static Sides test(Dimension.Test test) {
        return new Sides(
                () -> Region.of(Box.of(test.dimension(), test.values())),
                () -> Region.of(Box.of(test.dimension(), test.values().complement())));
    }

    private static Region both(List<Supplier<Region>> parts) {
        Region all = Region.EVERYBODY;
        for (Supplier<Region> part : parts) {
            all = all.and(part.get());
        }
        return all;
    }

    private static Region either(List<Supplier<Region>> parts) {
        List<Box> boxes = new ArrayList<>();
        parts.forEach(part -> boxes.addAll(part.get().boxes()));
        return new Region(boxes);
    }
}
