package io.rekindle.engine.rule.region;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A set of whole numbers as ranges in order; {@link #NONE} stands for what has no number, such as the age of no order. */
record Values(List<Range> ranges) {

    static final long NONE = -1;
    static final long MOST = Long.MAX_VALUE / 4;
    static final Values ALL = of(NONE, MOST);

    Values {
        ranges = List.copyOf(ranges);
    }

    /** From one number to another, both included. */
    record Range(long from, long to) {}

    static Values of(long from, long to) {
        return from > to ? new Values(List.of()) : new Values(List.of(new Range(from, to)));
    }

    /** The numbers for which a comparison holds: it never does for what has no number. */
    static Values that(String operator, long limit) {
        return switch (operator) {
            case ">=" -> of(Math.max(0, limit), MOST);
            case ">" -> of(Math.max(0, limit + 1), MOST);
            case "<=" -> of(0, limit);
            case "<" -> of(0, limit - 1);
            case "==" -> of(Math.max(0, limit), limit);
            case "!=" -> of(Math.max(0, limit), limit).complement().and(of(0, MOST));
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }

    Values and(Values other) {
        List<Range> both = new ArrayList<>();
        for (Range mine : ranges) {
            for (Range its : other.ranges) {
                long from = Math.max(mine.from(), its.from());
                long to = Math.min(mine.to(), its.to());
                if (from <= to) {
                    both.add(new Range(from, to));
                }
            }
        }
        return new Values(both);
    }

    Values complement() {
        List<Range> rest = new ArrayList<>();
        long from = NONE;
        for (Range range : ranges) {
            if (range.from() > from) {
                rest.add(new Range(from, range.from() - 1));
            }
            from = range.to() + 1;
        }
        if (from <= MOST) {
            rest.add(new Range(from, MOST));
        }
        return new Values(rest);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(long number) {
        return ranges.stream().anyMatch(range -> range.from() <= number && number <= range.to());
    }

    /** The smallest of them that is not below the number. */
    OptionalLong atLeast(long number) {
        return ranges.stream()
                .filter(range -> range.to() >= number)
                .mapToLong(range -> Math.max(range.from(), number))
                .findFirst();
    }

    /** The largest bound that is not the end of all numbers. */
    long largestBound() {
        return ranges.stream()
                .mapToLong(range -> range.to() == MOST ? range.from() : range.to())
                .max()
                .orElse(0);
    }
}
