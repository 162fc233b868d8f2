package io.rekindle.engine.rule.language;

import io.rekindle.engine.fact.RfmCells;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads rfm.csv: the cells of the scores 5 to 2; whoever ordered and falls in none of them has the score 1. */
final class RfmFile {

    static final String PATH = "rfm.csv";

    private static final List<String> COLUMNS = List.of("score", "recency_days", "orders", "spend");
    private static final int BEST = 5;
    private static final int ROWS = 4;

    private RfmFile() {}

    static RfmCells read(String source, Problems problems) {
        Grid grid = Grid.read(PATH, source, problems);
        grid.header().forEach((title, cell) -> {
            if (!COLUMNS.contains(title)) {
                grid.unknownColumn(cell, COLUMNS, problems);
            }
        });
        if (grid.rows().size() != ROWS) {
            problems.error(Phrase.of(PATH, 0, 0, ""), "rfm", "There is one row for each of the scores 5, 4, 3 and 2.");
            return RfmCells.DEFAULT;
        }
        List<Long> recency = column(grid, "recency_days", Comparator.naturalOrder(), problems);
        List<Long> orders = column(grid, "orders", Comparator.reverseOrder(), problems);
        List<Long> spend = column(grid, "spend", Comparator.reverseOrder(), problems);
        column(grid, "score", Comparator.reverseOrder(), problems);
        boolean complete = recency.size() == ROWS && orders.size() == ROWS && spend.size() == ROWS;
        return complete ? new RfmCells(recency, orders, spend) : RfmCells.DEFAULT;
    }

    private static List<Long> column(Grid grid, String title, Comparator<Long> order, Problems problems) {
        List<Long> numbers = new ArrayList<>();
        for (Grid.Row row : grid.rows()) {
            Phrase found = row.cell(title);
            Phrase cell = found.cell() == null ? Phrase.ofCell(PATH, row.number(), "A" + row.number(), "") : found;
            Long number = title.equals("spend") ? Amounts.decimal(cell, problems) : Amounts.whole(cell, problems);
            if (number == null) {
                continue;
            }
            boolean inOrder = numbers.isEmpty() || order.compare(numbers.get(numbers.size() - 1), number) < 0;
            boolean right = !title.equals("score") || number == BEST - numbers.size();
            if (!inOrder || !right) {
                problems.error(cell, "rfm", "The best score stands first, and each row below asks for less.");
            }
            numbers.add(number);
        }
        return numbers;
    }
}
