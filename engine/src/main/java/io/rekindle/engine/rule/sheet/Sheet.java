package io.rekindle.engine.rule.sheet;

import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of a workbook.
 *
 * @param rows its cells as text, from A1 on; a row that holds nothing is empty
 */
public record Sheet(String file, String name, List<List<String>> rows) {

    private static final int MOST_ROWS = 5000;
    private static final int MOST_COLUMNS = 256;

    /**
     * Reads a sheet; empty, and why among the problems, where it cannot be used.
     *
     * @param wanted the sheet's name; null for the only one that is visible
     */
    public static Optional<Sheet> read(String file, byte[] bytes, @Nullable String wanted, Problems problems) {
        Phrase whole = Phrase.of(file, 0, 0, "");
        try {
            Parts parts = Parts.of(bytes);
            for (Map.Entry<String, byte[]> part : parts.byName().entrySet()) {
                if (part.getKey().startsWith("xl/worksheets/") && part.getKey().endsWith(".xml")) {
                    SheetScan.of(part.getValue());
                }
            }
            return read(file, parts, wanted, problems);
        } catch (UnusableWorkbook unusable) {
            problems.error(whole, unusable.code(), unusable.reason());
        } catch (IOException | RuntimeException broken) { // whatever the reader throws at a workbook that is none
            problems.error(whole, "not-a-workbook", "This workbook is damaged: its sheets cannot be read.");
        }
        return Optional.empty();
    }

    private static Optional<Sheet> read(String file, Parts parts, @Nullable String wanted, Problems problems)
            throws IOException, UnusableWorkbook {
        try (ReadableWorkbook workbook = new ReadableWorkbook(
                new ByteArrayInputStream(parts.repacked()), new ReadingOptions(parts.hasFormats(), false))) {
            var sheet = chosen(file, workbook, wanted, problems);
            if (sheet == null) {
                return Optional.empty();
            }
            SheetProblems of = new SheetProblems(file, sheet.getName(), problems);
            SheetScan scan = SheetScan.of(part(parts, sheet.getId()));
            if (!scan.hasTexts(SheetScan.textCount(parts.byName()))) {
                throw new UnusableWorkbook("not-a-workbook", "This workbook is damaged: it lacks texts of its cells.");
            }
            of.scanned(scan);
            try (Stream<Row> rows = sheet.openStream()) {
                return Optional.of(new Sheet(file, sheet.getName(), texts(rows, of)));
            }
        }
    }

    private static byte[] part(Parts parts, String id) throws UnusableWorkbook {
        for (Map.Entry<String, byte[]> part : parts.byName().entrySet()) {
            if (part.getKey().matches("xl/_rels/workbook[^/]*\\.rels")) {
                String target = SheetScan.relations(part.getValue()).getOrDefault(id, "");
                byte[] found = parts.byName().get(target.startsWith("/") ? target.substring(1) : "xl/" + target);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new UnusableWorkbook("not-a-workbook", "This workbook is damaged: it lacks the sheet.");
    }

    private static org.dhatim.fastexcel.reader.@Nullable Sheet chosen(
            String file, ReadableWorkbook workbook, @Nullable String wanted, Problems problems) {
        var visible = workbook.getSheets()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
        List<String> names = visible.stream().map(sheet -> sheet.getName()).toList();
        for (var sheet : visible) {
            if (sheet.getName().equals(wanted) || (wanted == null && visible.size() == 1)) {
                return sheet;
            }
        }
        Phrase whole = Phrase.of(file, 0, 0, "");
        String there = "This workbook has the sheets " + String.join(", ", names) + ".";
        if (wanted == null) {
            problems.error(whole, "which-sheet", there + " Say which one to take with --sheet.");
        } else {
            String message = "There is no sheet \"" + wanted + "\". " + there;
            problems.error(whole, "unknown-sheet", message, Nearest.of(wanted, names));
        }
        return null;
    }

    private static List<List<String>> texts(Stream<Row> rows, SheetProblems problems) throws UnusableWorkbook {
        List<List<String>> texts = new ArrayList<>();
        int seen = 0;
        for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
            Row row = each.next();
            List<String> text = texts(row, problems);
            if (++seen > MOST_ROWS
                    || (!text.isEmpty() && (row.getRowNum() > MOST_ROWS || text.size() > MOST_COLUMNS))) {
                throw new UnusableWorkbook(
                        "too-large", "A grid has at most " + MOST_ROWS + " rows and " + MOST_COLUMNS + " columns.");
            }
            if (!text.isEmpty()) {
                texts.addAll(Collections.nCopies(Math.max(0, row.getRowNum() - 1 - texts.size()), List.of()));
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<String> texts(Row row, SheetProblems problems) {
        List<String> texts = new ArrayList<>();
        for (Cell cell : row) {
            String text = cell == null ? "" : CellValue.of(cell).strip();
            if (cell != null && CellValue.isError(cell)) {
                problems.cellError(cell.getAddress().toString());
            }
            if (!text.isEmpty() && cell != null) {
                int column = cell.getColumnIndex();
                texts.addAll(Collections.nCopies(Math.max(0, column - texts.size()), ""));
                texts.add(text);
            }
        }
        return texts;
    }
}
