package io.rekindle.engine.rule.language;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads lifecycle.csv: rows of which the first that matches gives the state. */
final class LifecycleFile {

    static final String PATH = "lifecycle.csv";

    private final Problems problems;

    private LifecycleFile(Problems problems) {
        this.problems = problems;
    }

    static List<LifecycleRow> read(String source, Problems problems) {
        Grid grid = Grid.read(PATH, source, problems);
        LifecycleFile reader = new LifecycleFile(problems);
        for (var column : grid.header().entrySet()) {
            if (!isKnown(column.getKey())) {
                grid.unknownColumn(column.getValue(), LifecycleColumn.EXAMPLES, problems);
            }
        }
        if (!grid.header().containsKey("state")) {
            problems.error(Phrase.ofCell(PATH, 1, "A1", ""), "missing-column", "There is no column \"state\".");
            return List.of();
        }
        List<LifecycleRow> rows = new ArrayList<>();
        grid.rows().forEach(row -> reader.row(row).ifPresent(rows::add));
        return rows;
    }

    private static boolean isKnown(String title) {
        return List.of("state", "label_en", "label_zh").contains(title)
                || LifecycleColumn.of(title).isPresent();
    }

    private Optional<LifecycleRow> row(Grid.Row row) {
        Phrase name = row.cell("state");
        Optional<LifecycleState> state = LifecycleState.of(name.text().replace(' ', '_'));
        if (state.isEmpty()) {
            unknownState(name, row);
            return Optional.empty();
        }
        List<Condition> conditions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        row.cells().forEach((title, cell) -> {
            Optional<LifecycleColumn> column = LifecycleColumn.of(title);
            if (column.isPresent() && !cell.isEmpty()) {
                conditions.addAll(column.get().conditions(cell, problems));
                texts.add(title + " " + cell.original());
            }
        });
        LifecycleState found = state.get();
        Label label = Labels.of(row.cell("label_en"), row.cell("label_zh"), found.key());
        String text = texts.isEmpty() ? "everybody else" : String.join(", ", texts);
        return Optional.of(new LifecycleRow(found, label, new Condition.All(conditions), row.number(), text));
    }

    private void unknownState(Phrase name, Grid.Row row) {
        if (name.isEmpty()) {
            Phrase where = Phrase.ofCell(PATH, row.number(), "A" + row.number(), "");
            problems.error(where, "unknown-lifecycle-state", "This row gives no lifecycle state.");
            return;
        }
        List<String> known =
                Arrays.stream(LifecycleState.values()).map(LifecycleState::key).toList();
        String message = "There is no lifecycle state \"" + name.original() + "\".";
        problems.error(name, "unknown-lifecycle-state", message, Nearest.of(name.text(), known));
    }
}
