package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.sheet.Sheet;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Titles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a grid of a book out of a sheet of a workbook, once the grid's own reader has understood it. */
public final class GridImport {

    private static final Pattern CALENDAR = Pattern.compile("calendar/[^/]+\\.csv");
    private static final Pattern QUOTED = Pattern.compile("[\",;\t]|^\\s|\\s$");

    private final String target;
    private final Problems problems = new Problems();

    private GridImport(String target) {
        this.target = target;
    }

    /**
     * What came of it.
     *
     * @param csv the grid as a file of the book, with the mark by which spreadsheets know UTF-8; empty where a problem is an
     *     error
     */
    public record Imported(Optional<String> csv, int rows, List<Problem> problems) {}

    /** Whether a book has a grid at that path. */
    public static boolean isGrid(String target) {
        return List.of(LifecycleFile.PATH, CouponsFile.PATH, RfmFile.PATH).contains(target)
                || CALENDAR.matcher(target).matches();
    }

    /**
     * Reads a sheet as the grid that belongs at a path of the book.
     *
     * @param file the workbook's name, for places
     * @param sheet the sheet's name; null for the only one
     * @param book the book's directory, for its currency
     */
    public static Imported of(String file, byte[] workbook, @Nullable String sheet, String target, Path book)
            throws IOException {
        GridImport one = new GridImport(target);
        String currency = currency(book);
        Optional<Sheet> read = Sheet.read(file, workbook, sheet, one.problems);
        read.ifPresent(found -> one.check(found, currency));
        boolean usable = read.isPresent() && !one.problems.hasErrors();
        List<List<String>> rows = usable ? read.get().rows() : List.of();
        int count = (int) rows.stream().filter(row -> !isBlank(row)).count() - 1;
        return new Imported(usable ? Optional.of(csv(rows)) : Optional.empty(), count, one.problems.list());
    }

    /** What is wrong with the book itself is not said here. */
    private static String currency(Path book) throws IOException {
        Problems ignored = new Problems();
        BookContents contents = BookContents.of(BookFiles.in(book, ignored), ignored);
        Documents documents = new Documents(CatalogueFile.read(contents.language(), ignored), ignored);
        return new PolicyFile(contents.files(), documents).currency();
    }

    private void check(Sheet sheet, String currency) {
        Titles titles =
                switch (target) {
                    case LifecycleFile.PATH -> LifecycleColumn.TITLES;
                    case CouponsFile.PATH -> CouponsFile.TITLES;
                    case RfmFile.PATH -> RfmFile.TITLES;
                    default -> CalendarFile.TITLES;
                };
        Grid grid = Grid.ofSheet(sheet.file(), sheet.name(), sheet.rows(), titles, problems);
        if (grid.rows().isEmpty()) {
            problems.error(Phrase.of(sheet.file(), 0, 0, ""), "empty-sheet", "The sheet has no rows below its titles.");
            return;
        }
        switch (target) {
            case LifecycleFile.PATH -> LifecycleFile.read(grid, currency, problems);
            case CouponsFile.PATH -> CouponsFile.read(grid, currency, problems);
            case RfmFile.PATH -> RfmFile.read(grid, currency, problems);
            default -> CalendarFile.days(grid, problems);
        }
    }

    private static boolean isBlank(List<String> row) {
        return row.stream().allMatch(String::isBlank);
    }

    private static String csv(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] used = IntStream.range(0, columns)
                .filter(column ->
                        rows.stream().anyMatch(row -> !cell(row, column).isBlank()))
                .toArray();
        return rows.stream()
                .filter(row -> !isBlank(row))
                .map(row -> IntStream.of(used)
                        .mapToObj(column -> escaped(cell(row, column)))
                        .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining("", "\uFEFF", ""));
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column).replaceAll("\\s+", " ").strip() : "";
    }

    private static String escaped(String cell) {
        return QUOTED.matcher(cell).find() ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
