package io.rekindle.engine.rule.check;

import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.region.FirstMatch;
import io.rekindle.engine.rule.region.Region;
import io.rekindle.engine.rule.region.Regions;
import io.rekindle.engine.rule.region.TooFineException;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of lifecycle.csv that can never match, and customers whom none of them takes. */
final class LifecycleChecks {

    private static final String FILE = "lifecycle.csv";

    private final List<LifecycleRow> rows;
    private final Problems problems;
    private final FirstMatch match;

    LifecycleChecks(List<LifecycleRow> rows, Problems problems) {
        this.rows = rows;
        this.problems = problems;
        this.match = new FirstMatch(rows.stream().map(LifecycleRow::condition).toList());
    }

    /** Checks the grid; who is in which state, as far as that can be told. */
    Regions run() {
        if (rows.isEmpty()) {
            return new Regions(Map.of());
        }
        try {
            for (int row = 0; row < rows.size(); row++) {
                check(row);
            }
            match.left()
                    .ifPresent(customer -> problems.warning(
                            Phrase.of(FILE, 0, 0, ""),
                            "lifecycle-gap",
                            "No row takes " + customer.inWords() + ": such customers have no lifecycle state."));
            return new Regions(states());
        } catch (TooFineException tooFine) {
            problems.warning(
                    Phrase.of(FILE, 0, 0, ""),
                    "not-analysed",
                    "This grid cuts the customers into too many pieces to tell whether each row can match and whether a"
                            + " customer is left over. Fewer columns or rows would let it be told.");
            return new Regions(Map.of());
        }
    }

    private void check(int row) {
        if (match.taken(row).isPresent()) {
            return;
        }
        Phrase where =
                Phrase.ofCell(FILE, rows.get(row).number(), "A" + rows.get(row).number(), "");
        var asked = match.asked(row);
        if (asked.isEmpty()) {
            String message = "This row can never match: no customer has all of this at once: "
                    + rows.get(row).text() + ".";
            problems.warning(where, "unreachable-row", message);
            return;
        }
        List<Integer> takers = match.takers(row);
        if (takers.size() == 1 && match.same(row, takers.get(0))) {
            String message = "This row asks the same as " + rows(takers) + ", which comes first.";
            problems.warning(where, "duplicate-row", message);
            return;
        }
        String message = "This row can never match: " + rows(takers) + (takers.size() == 1 ? " takes" : " take")
                + " everybody it asks for, e.g. " + asked.get().inWords() + ".";
        problems.warning(where, "unreachable-row", message);
    }

    private String rows(List<Integer> indexes) {
        List<String> numbers = indexes.stream()
                .map(index -> String.valueOf(rows.get(index).number()))
                .toList();
        int last = numbers.size() - 1;
        return last == 0
                ? "row " + numbers.get(0)
                : "rows " + String.join(", ", numbers.subList(0, last)) + " and " + numbers.get(last);
    }

    private Map<String, Region> states() {
        Map<String, Region> states = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            states.merge(rows.get(row).state().key(), match.regionOf(row), Region::or);
        }
        states.put("", match.regionLeft());
        return states;
    }
}
