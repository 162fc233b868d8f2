package io.rekindle.engine.rule.region;

import io.rekindle.engine.rule.book.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows of which the first that matches counts: whom each asks for, whom it gets, and who is left over. */
public final class FirstMatch {

    private final List<Region> asked = new ArrayList<>();
    private final List<Region> taken = new ArrayList<>();
    private final Region left;

    /** Works out the rows of a grid, in their order. */
    public FirstMatch(List<Condition> rows) {
        Regions regions = new Regions(Map.of());
        Region everybody = Region.of(new Box(columns(rows)));
        Region rest = everybody;
        for (Condition row : rows) {
            Region mine = everybody.and(regions.of(row));
            asked.add(mine);
            taken.add(rest.and(mine));
            rest = rest.without(mine);
        }
        left = rest;
    }

    /** Every number that the grid asks for, so that examples speak of each. */
    private static SortedMap<Dimension, Values> columns(List<Condition> rows) {
        SortedMap<Dimension, Values> columns = new TreeMap<>();
        rows.stream().flatMap(Condition::questions).map(Dimension::of).forEach(test -> columns.put(
                test.dimension(), test.dimension().domain()));
        return columns;
    }

    /** Those for whom a row's cells hold, whoever else wants them. */
    public Region asked(int row) {
        return asked.get(row);
    }

    /** Those whom the row gets: no row before it does. */
    public Region taken(int row) {
        return taken.get(row);
    }

    /** Those whom no row gets. */
    public Region left() {
        return left;
    }

    /** The fewest earlier rows that together get everybody a row asks for. */
    public List<Integer> takers(int row) {
        List<Integer> needed = new ArrayList<>();
        for (int earlier = 0; earlier < row; earlier++) {
            if (!asked.get(earlier).and(asked.get(row)).isNobody()) {
                needed.add(earlier);
            }
        }
        for (Integer candidate : List.copyOf(needed)) {
            List<Integer> fewer = new ArrayList<>(needed);
            fewer.remove(candidate);
            Region rest = asked.get(row);
            for (int taker : fewer) {
                rest = rest.without(asked.get(taker));
            }
            needed = rest.isNobody() ? fewer : needed;
        }
        return needed;
    }
}
