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
import java.util.List;
import java.util.Optional;

/** Reads lifecycle.csv: rows of which the first that matches gives the state. */
final class LifecycleFile {

    static final String PATH = "lifecycle.csv";

    private final CellText values;
    private final Problems problems;
    private final StateWords states = new StateWords();

    private LifecycleFile(CellText values) {
        this.values = values;
        this.problems = values.problems();
    }

    static List<LifecycleRow> read(String source, String currency, Problems problems) {
        return read(Grid.read(PATH, source, LifecycleColumn.TITLES, problems), currency, problems);
    }

    static List<LifecycleRow> read(Grid grid, String currency, Problems problems) {
        LifecycleFile reader = new LifecycleFile(new CellText(currency, problems));
        grid.knows(LifecycleFile::isKnown, LifecycleColumn.EXAMPLES);
        if (grid.lacks("state")) {
            return List.of();
        }
        List<LifecycleRow> rows = new ArrayList<>();
        grid.rows().forEach(row -> reader.row(row).ifPresent(rows::add));
        return rows;
    }

    private static boolean isKnown(String title) {
        return List.of("state", "label_en", "label_zh", "note").contains(title)
                || LifecycleColumn.of(title).isPresent();
    }

    private Optional<LifecycleRow> row(Grid.Row row) {
        Phrase name = row.cell("state");
        Optional<LifecycleState> state = states.state(name.text());
        if (state.isEmpty()) {
            unknownState(name);
            return Optional.empty();
        }
        List<Condition> conditions = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        row.cells().forEach((title, cell) -> {
            Optional<LifecycleColumn> column = LifecycleColumn.of(title);
            if (column.isPresent() && !CellText.isAny(cell)) {
                conditions.addAll(column.get().conditions(cell, values));
                texts.add(title + " " + cell.original());
            }
        });
        LifecycleState found = state.get();
        Label label = Labels.of(row, StateWords.usual(found), problems);
        states.add(label, found);
        String text = texts.isEmpty() ? "everybody else" : String.join(", ", texts);
        return Optional.of(new LifecycleRow(found, label, new Condition.All(conditions), row.number(), text));
    }

    private void unknownState(Phrase name) {
        String message = name.isEmpty()
                ? "This row gives no lifecycle state."
                : "There is no lifecycle state \"" + name.original() + "\".";
        problems.error(
                name,
                "unknown-lifecycle-state",
                message,
                name.isEmpty() ? null : Nearest.of(name.text(), states.known()));
    }
}
