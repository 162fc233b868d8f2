package io.rekindle.engine.rule.sheet;

import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.stream.Collectors;

/** Says what a sheet holds that a grid cannot, each with its cell. */
record SheetProblems(String file, String sheet, Problems problems) {

    void scanned(SheetScan scan) {
        for (String range : scan.merged()) {
            String message = "The cells " + range
                    + " are merged, and only the first of them holds anything. Unmerge them and" + " fill in each.";
            problems.error(cell(range.replaceAll(":.*", "")), "merged-cells", message);
        }
        for (String cell : scan.formulas()) {
            String message = "This cell holds a formula, of which the file keeps only a former result. Paste its value"
                    + " instead (Paste Special, Values).";
            problems.error(cell(cell), "formula", message);
        }
        if (!scan.hiddenRows().isEmpty()) {
            String rows =
                    scan.hiddenRows().stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "));
            problems.warning(
                    cell("A" + scan.hiddenRows().get(0)), "hidden-rows", "Hidden rows were taken too: " + rows + ".");
        }
    }

    void cellError(String cell) {
        problems.error(cell(cell), "cell-error", "This cell shows an error.");
    }

    private Phrase cell(String name) {
        String digits = name.replaceAll("\\D", "");
        return Phrase.ofCell(file, digits.isEmpty() ? 0 : Integer.parseInt(digits), sheet + "!" + name, "");
    }
}
