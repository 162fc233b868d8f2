package io.rekindle.engine.rule.language;

import io.rekindle.engine.fact.RfmCells;
import io.rekindle.engine.rule.language.CellText.Counted;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Titles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads rfm.csv: the cells of the scores 5 to 2; whoever ordered and falls in none of them has the score 1. */
final class RfmFile {

    static final String PATH = "rfm.csv";

    static final Titles TITLES = Titles.of(Map.of(
            "score", "评分 分数",
            "recency_days", "最近购买天数 距上次下单天数",
            "orders", "订单数 下单次数",
            "spend", "消费金额 累计消费",
            "note", "备注"));

    private static final List<String> COLUMNS = List.of("score", "recency_days", "orders", "spend", "note");
    private static final int BEST = 5;
    private static final int ROWS = 4;

    private RfmFile() {}

    static RfmCells read(String source, String currency, Problems problems) {
        return read(Grid.read(PATH, source, TITLES, problems), currency, problems);
    }

    static RfmCells read(Grid grid, String currency, Problems problems) {
        grid.knows(COLUMNS::contains, COLUMNS);
        if (COLUMNS.stream().limit(4).filter(grid::lacks).count() > 0) {
            return RfmCells.DEFAULT;
        }
        CellText values = new CellText(currency, problems);
        if (grid.rows().size() != ROWS) {
            problems.error(grid.whole(), "rfm", "There is one row for each of the scores 5, 4, 3 and 2.");
            return RfmCells.DEFAULT;
        }
        List<Long> recency = column(grid, "recency_days", Comparator.naturalOrder(), values);
        List<Long> orders = column(grid, "orders", Comparator.reverseOrder(), values);
        List<Long> spend = column(grid, "spend", Comparator.reverseOrder(), values);
        column(grid, "score", Comparator.reverseOrder(), values);
        boolean complete = recency.size() == ROWS && orders.size() == ROWS && spend.size() == ROWS;
        return complete ? new RfmCells(recency, orders, spend) : RfmCells.DEFAULT;
    }

    private static List<Long> column(Grid grid, String title, Comparator<Long> order, CellText values) {
        List<Long> numbers = new ArrayList<>();
        for (Grid.Row row : grid.rows()) {
            Phrase cell = row.cell(title);
            Long number =
                    switch (title) {
                        case "spend" -> values.plainMoney(cell);
                        case "recency_days" -> values.count(cell, Counted.DAYS);
                        case "orders" -> values.count(cell, Counted.ORDERS);
                        default -> values.count(cell, Counted.SCORE);
                    };
            if (number == null) {
                continue;
            }
            boolean inOrder = numbers.isEmpty() || order.compare(numbers.get(numbers.size() - 1), number) < 0;
            boolean right = !title.equals("score") || number == BEST - numbers.size();
            if (!inOrder || !right) {
                values.problems().error(cell, "rfm", "The best score stands first, and each row below asks for less.");
            }
            numbers.add(number);
        }
        return numbers;
    }
}
