package io.rekindle.engine.fact;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * The break points of the recency, frequency and money scores, best first: four numbers each separate the scores 5 to 1.
 * They are fixed by the rule book rather than by quantiles of the base, so that one customer's score never depends on others.
 *
 * @param recencyDays at most so many days since the last order, ascending
 * @param orders at least so many orders, descending
 * @param spend at least so much spent ever, in minor units, descending
 */
public record RfmCells(List<Long> recencyDays, List<Long> orders, List<Long> spend) {

    private static final int BEST = 5;

    /** The cells used where the rule book has none: 30/60/120/240 days, 10/5/3/2 orders, 5000/2000/800/300 of money. */
    public static final RfmCells DEFAULT = new RfmCells(
            List.of(30L, 60L, 120L, 240L), List.of(10L, 5L, 3L, 2L), List.of(500_000L, 200_000L, 80_000L, 30_000L));

    public RfmCells {
        recencyDays = List.copyOf(recencyDays);
        orders = List.copyOf(orders);
        spend = List.copyOf(spend);
    }

    /** The recency score; tells how many days after the order it next falls. */
    int recency(long days, LongConsumer nextFall) {
        for (int cell = 0; cell < recencyDays.size(); cell++) {
            if (days <= recencyDays.get(cell)) {
                nextFall.accept(recencyDays.get(cell) + 1);
                return BEST - cell;
            }
        }
        return 1;
    }

    int frequency(long count) {
        return score(orders, count);
    }

    int money(long minor) {
        return score(spend, minor);
    }

    private static int score(List<Long> cells, long value) {
        for (int cell = 0; cell < cells.size(); cell++) {
            if (value >= cells.get(cell)) {
                return BEST - cell;
            }
        }
        return 1;
    }
}
