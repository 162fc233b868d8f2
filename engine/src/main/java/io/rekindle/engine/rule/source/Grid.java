package io.rekindle.engine.rule.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A table as a spreadsheet shows it: a header, rows, and cells with names such as {@code E4}. */
public final class Grid {

    private static final int MAX_ROWS = 2000;
    private static final int MAX_COLUMNS = 256;

    private final Place place;
    private final Titles titles;
    private final Problems problems;
    private final Map<String, Phrase> header = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private Grid(Place place, Titles titles, Problems problems) {
        this.place = place;
        this.titles = titles;
        this.problems = problems;
    }

    /**
     * Where a grid stands.
     *
     * @param sheet what precedes the names of its cells, as in {@code 沉睡!C4}; empty for a CSV file
     */
    private record Place(String file, String sheet) {

        Phrase cell(int column, int row, String text) {
            return Phrase.ofCell(file, row, sheet + cellName(column, row), text);
        }

        private static String cellName(int column, int row) {
            StringBuilder letters = new StringBuilder();
            for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
                letters.insert(0, (char) ('A' + rest % 26));
            }
            return letters.append(row).toString();
        }
    }

    /** One row: its cells by the name of their column. */
    public record Row(int number, Phrase start, Map<String, Phrase> cells) {

        /** The cell of a column; where the grid has no such column, an empty one that stands at the row's beginning. */
        public Phrase cell(String column) {
            return cells.getOrDefault(column, start);
        }
    }

    /** The grid in a CSV file. */
    public static Grid read(String file, String source, Titles titles, Problems problems) {
        Grid grid = new Grid(new Place(file, ""), titles, problems);
        grid.read(grid.records(TextBytes.unmarked(source)));
        return grid;
    }

    /**
     * The grid in a sheet of a workbook.
     *
     * @param rows its cells as text, from A1 on
     */
    public static Grid ofSheet(String file, String sheet, List<List<String>> rows, Titles titles, Problems problems) {
        Grid grid = new Grid(new Place(file, sheet + "!"), titles, problems);
        grid.read(rows);
        return grid;
    }

    private List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(Separator.of(text))
                .skipEmptyLines(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            reader.forEach(one -> records.add(one.getFields()));
        } catch (CsvParseException broken) {
            int line = records.size() + 1;
            String message =
                    "From this row on the file is no table: a cell that begins with a quote (\") must end with one.";
            problems.error(Phrase.of(place.file(), line, 0, ""), "csv", message);
        } catch (java.io.IOException cannotHappen) {
            throw new java.io.UncheckedIOException(cannotHappen);
        }
        return records;
    }

    private void read(List<List<String>> records) {
        for (int index = 0; index < records.size(); index++) {
            List<String> cells = records.get(index);
            if (cells.stream().allMatch(String::isBlank)) {
                continue;
            }
            if (cells.size() > MAX_COLUMNS || rows.size() == MAX_ROWS) {
                String message = "A grid has at most " + MAX_ROWS + " rows and " + MAX_COLUMNS + " columns.";
                problems.error(place.cell(0, index + 1, ""), "too-large", message);
                return;
            }
            if (names.isEmpty()) {
                readHeader(cells, index + 1);
            } else {
                wholeRow(cells, index + 1);
                rows.add(row(cells, index + 1));
            }
        }
    }

    private void readHeader(List<String> cells, int number) {
        for (int column = 0; column < cells.size(); column++) {
            Phrase title = place.cell(column, number, cells.get(column));
            String key = title.isEmpty() ? "" : titles.key(title.text());
            names.add(key);
            if (!key.isEmpty() && header.putIfAbsent(key, title) != null) {
                String former = header.get(key).original();
                problems.error(title, "duplicate-column", "There is a column \"" + former + "\" already.");
            }
        }
    }

    /** In a file that was cut off, a blank cell would say "any", or a stock without end. A sheet's rows end where they like. */
    private void wholeRow(List<String> cells, int number) {
        int titled = names.size();
        while (titled > 0 && names.get(titled - 1).isEmpty()) {
            titled--;
        }
        if (place.sheet().isEmpty() && cells.size() < titled) {
            String message = "This row has " + cells.size() + " cells, and the title row " + titled
                    + ": blank cells at the end need their commas too.";
            problems.error(place.cell(0, number, cells.get(0)), "short-row", message);
        }
    }

    private Row row(List<String> cells, int number) {
        Map<String, Phrase> byName = new LinkedHashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            Phrase cell = place.cell(column, number, cells.get(column));
            String name = column < names.size() ? names.get(column) : "";
            if (!name.isEmpty()) {
                byName.putIfAbsent(name, cell);
            } else if (!cell.isEmpty()) {
                problems.error(cell, "no-column", "This cell stands under no column title.");
            }
        }
        return new Row(number, place.cell(0, number, ""), byName);
    }

    /** The grid as a whole. */
    public Phrase whole() {
        return Phrase.of(place.file(), 0, 0, "");
    }

    /** The columns, in the order of the file, by their names. */
    public Map<String, Phrase> header() {
        return header;
    }

    /** The rows below the header that hold anything. */
    public List<Row> rows() {
        return rows;
    }

    /** Whether a column that must be there is missing, which is reported. */
    public boolean lacks(String column) {
        if (header.containsKey(column)) {
            return false;
        }
        String also = titles.example(column).map(word -> " (" + word + ")").orElse("");
        Phrase first = header.isEmpty() ? whole() : header.values().iterator().next();
        problems.error(first, "missing-column", "There is no column \"" + column + "\"" + also + ".");
        return true;
    }

    /** Reports every column that is not among the known ones. */
    public void knows(Predicate<String> known, List<String> examples) {
        header.forEach((key, title) -> {
            if (!known.test(key)) {
                String message = "\"" + title.original() + "\" is not a column of " + title.file() + ".";
                problems.error(title, "unknown-column", message, nearest(title, examples));
            }
        });
    }

    private @Nullable String nearest(Phrase title, List<String> examples) {
        List<String> all = new ArrayList<>(examples);
        examples.forEach(name -> titles.example(name).ifPresent(all::add));
        return Nearest.of(title.text(), all);
    }
}
