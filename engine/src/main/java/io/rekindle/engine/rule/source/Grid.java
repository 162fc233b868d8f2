package io.rekindle.engine.rule.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A CSV file as a spreadsheet shows it: a header, rows, and cells with names such as {@code E4}. */
public final class Grid {

    private final Map<String, Phrase> header;
    private final List<Row> rows;

    private Grid(Map<String, Phrase> header, List<Row> rows) {
        this.header = header;
        this.rows = rows;
    }

    /** One row: its cells by the name of their column. */
    public record Row(int number, Phrase start, Map<String, Phrase> cells) {

        /** The cell of a column; where the grid has no such column, an empty one that stands at the row's beginning. */
        public Phrase cell(String column) {
            return cells.getOrDefault(column, start);
        }
    }

    public static Grid read(String file, String source, Problems problems) {
        List<CsvRecord> records = records(file, source, problems);
        Map<String, Phrase> header = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int index = 0; index < records.size(); index++) {
            List<String> fields = records.get(index).getFields();
            int number = index + 1;
            if (index == 0) {
                readHeader(file, fields, header, names, problems);
            } else if (fields.stream().anyMatch(field -> !field.isBlank())) {
                rows.add(row(file, number, fields, names, problems));
            }
        }
        return new Grid(header, rows);
    }

    private static List<CsvRecord> records(String file, String source, Problems problems) {
        String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return reader.stream().toList();
        } catch (CsvParseException broken) {
            problems.error(Phrase.of(file, 0, 0, ""), "csv", "This file is not a table: " + broken.getMessage());
        } catch (java.io.IOException cannotHappen) {
            throw new java.io.UncheckedIOException(cannotHappen);
        }
        return List.of();
    }

    private static void readHeader(
            String file, List<String> fields, Map<String, Phrase> header, List<String> names, Problems problems) {
        for (int column = 0; column < fields.size(); column++) {
            Phrase name = Phrase.ofCell(file, 1, cellName(column, 1), fields.get(column));
            String key = name.text().toLowerCase(Locale.ROOT);
            names.add(key);
            if (!key.isEmpty() && header.putIfAbsent(key, name) != null) {
                problems.error(name, "duplicate-column", "There is a column \"" + name + "\" already.");
            }
        }
    }

    private static Row row(String file, int number, List<String> fields, List<String> names, Problems problems) {
        Map<String, Phrase> cells = new LinkedHashMap<>();
        for (int column = 0; column < fields.size(); column++) {
            Phrase cell = Phrase.ofCell(file, number, cellName(column, number), fields.get(column));
            String name = column < names.size() ? names.get(column) : "";
            if (!name.isEmpty()) {
                cells.putIfAbsent(name, cell);
            } else if (!cell.isEmpty()) {
                problems.error(cell, "no-column", "This cell stands under no column title.");
            }
        }
        return new Row(number, Phrase.ofCell(file, number, cellName(0, number), ""), cells);
    }

    private static String cellName(int column, int row) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.append(row).toString();
    }

    /** The columns, in the order of the file, by their titles in lower case. */
    public Map<String, Phrase> header() {
        return header;
    }

    public List<Row> rows() {
        return rows;
    }

    /** Reports a column that is not among the known ones. */
    public void unknownColumn(Phrase title, List<String> known, Problems problems) {
        String message = "\"" + title.original() + "\" is not a column of " + title.file() + ".";
        problems.error(title, "unknown-column", message, Nearest.of(title.text(), known));
    }
}
