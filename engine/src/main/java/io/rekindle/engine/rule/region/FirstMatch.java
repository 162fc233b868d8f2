package io.rekindle.engine.rule.region;

import io.rekindle.engine.rule.book.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows of which the first that matches counts: whom each asks for, whom it gets, and who is left over. Every answer may be
 * refused with a {@link TooFineException}.
 */
public final class FirstMatch {

    private final Uncovered search = new Uncovered();
    private final Box everybody;
    private final List<Region> asked;

    /** The rows of a grid, in their order. */
    public FirstMatch(List<Condition> rows) {
        Regions regions = new Regions(Map.of());
        everybody = new Box(columns(rows));
        asked = rows.stream()
                .map(row -> Region.of(everybody).and(regions.of(row)))
                .toList();
    }

    /** Every number that the grid asks for, so that examples speak of each. */
    private static NavigableMap<Dimension, Values> columns(List<Condition> rows) {
        NavigableMap<Dimension, Values> columns = new TreeMap<>();
        rows.stream()
                .flatMap(Condition::questions)
                .map(Dimension::of)
                .forEach(test -> columns.put(test.dimension(), test.dimension().domain()));
        return columns;
    }

    /** A customer for whom a row's cells hold, whoever else wants her. */
    public Optional<Customer> asked(int row) {
        return asked.get(row).example();
    }

    /** A customer whom the row gets: no row before it does. */
    public Optional<Customer> taken(int row) {
        return beyond(asked.get(row).boxes(), asked.subList(0, row));
    }

    /** A customer whom no row gets. */
    public Optional<Customer> left() {
        return beyond(List.of(everybody), asked);
    }

    /** Whether two rows ask the same. */
    public boolean same(int row, int other) {
        return asked.get(row).boxes().equals(asked.get(other).boxes());
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
            List<Region> regions = fewer.stream().map(asked::get).toList();
            needed = beyond(asked.get(row).boxes(), regions).isEmpty() ? fewer : needed;
        }
        return needed;
    }

    /** Everybody whom a row gets. */
    public Region regionOf(int row) {
        Region region = asked.get(row);
        for (Region earlier : asked.subList(0, row)) {
            region = region.without(earlier);
        }
        return region;
    }

    /** Everybody whom no row gets. */
    public Region regionLeft() {
        Region region = Region.of(everybody);
        for (Region row : asked) {
            region = region.without(row);
        }
        return region;
    }

    private Optional<Customer> beyond(List<Box> boxes, List<Region> regions) {
        List<Box> others =
                regions.stream().flatMap(region -> region.boxes().stream()).toList();
        return boxes.stream().flatMap(box -> search.in(box, others).stream()).findFirst();
    }
}
