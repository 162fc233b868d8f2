package io.rekindle.engine.rule.region;

import java.util.List;

/**
 * Events of one kind in a customer's past, newest first: how many and of what sum in each stretch of days.
 *
 * @param lastDay how many days ago the last one was, or {@link Values#NONE}
 * @param firstDay how many days ago the first one was, or {@link Values#NONE}
 */
record Happenings(String series, List<Stretch> stretches, long lastDay, long firstDay) {

    Happenings {
        stretches = List.copyOf(stretches);
    }

    /** Ages from so many days (included) to so many (not included), {@link Values#MOST} for the last stretch. */
    record Stretch(long from, long to, long count, long sum) {}

    /** The number of a dimension whose window ends where a stretch does. */
    long number(Dimension dimension) {
        long window = dimension.days() == 0 ? Values.MOST : dimension.days();
        return switch (dimension.measure()) {
            case COUNT -> count(window);
            case SUM ->
                stretches.stream()
                        .filter(one -> one.to() <= window)
                        .mapToLong(Stretch::sum)
                        .sum();
            case LAST -> lastDay;
            case FIRST -> firstDay;
            case DROP -> drop(window);
            case NUMBER, SIGNED, YES_NO -> throw new IllegalArgumentException("not measured of events: " + dimension);
        };
    }

    private long count(long window) {
        return stretches.stream()
                .filter(one -> one.to() <= window)
                .mapToLong(Stretch::count)
                .sum();
    }

    private long drop(long window) {
        long last = count(window);
        long before = count(2 * window) - last;
        return before == 0 ? Values.NONE : Math.max(0, (before - last) * 100 / before);
    }
}
