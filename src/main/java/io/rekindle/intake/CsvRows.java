package io.rekindle.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import io.rekindle.intake.LineReader.Line;
import io.rekindle.intake.RejectedRow.Reason;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file, one at a time. A row that cannot be read is reported, and reading goes on at the line after
 * the one it began on: a quote that somebody forgot to close costs one row and not the rest of the file.
 */
final class CsvRows {

    /** A quoted field may have line breaks, but a row of more lines than this has a quote that was never closed. */
    static final int MOST_LINES = 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CsvReaderBuilder strict = CsvReader.builder().allowUnclosedQuote(false);
    private final CsvReaderBuilder lenient = CsvReader.builder().allowUnclosedQuote(true);
    private final LineReader lines;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private final Consumer<RejectedRow> rejected;
    private int width;

    CsvRows(Reader in, Consumer<RejectedRow> rejected) {
        this.lines = new LineReader(in);
        this.rejected = rejected;
    }

    /** A row's fields and the line it begins on. */
    record Fields(long line, List<String> values) {}

    /** The last line looked at. */
    long line() {
        return lines.number();
    }

    /** The next readable row, or null at the end; from the first one on, a row must be as wide as the first. */
    @Nullable
    Fields next() throws IOException {
        for (Line line = take(); line != null; line = take()) {
            if (!line.text().isBlank()) {
                Fields row = row(line);
                if (row != null) {
                    return row;
                }
            }
        }
        return null;
    }

    private @Nullable Fields row(Line first) throws IOException {
        if (first.tooLong()) {
            return reject(first, Reason.LINE_TOO_LONG);
        }
        var held = new ArrayList<Line>();
        List<String> values = parse(first.text());
        if (values == null && quoteIsOpen(first.text())) {
            values = parse(over(first, held));
        }
        if (values == null) {
            again(held);
            return reject(first, quoteIsOpen(first.text()) ? Reason.QUOTE_NEVER_CLOSED : Reason.STRAY_QUOTE);
        }
        if (width != 0 && values.size() != width) {
            again(held);
            return reject(first, Reason.WRONG_NUMBER_OF_FIELDS);
        }
        width = values.size();
        return new Fields(first.number(), values);
    }

    /** The line with those that follow, until its quote is closed or there have been too many; they are held. */
    private String over(Line first, List<Line> held) throws IOException {
        var text = new StringBuilder(first.text());
        boolean open = true;
        while (open && held.size() < MOST_LINES) {
            Line line = take();
            if (line == null) {
                break;
            }
            held.add(line);
            text.append('\n').append(line.text());
            open = line.text().indexOf('"') < 0 || quoteIsOpen(text.toString());
        }
        return text.toString();
    }

    private @Nullable List<String> parse(String text) {
        try {
            return strict.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException broken) {
            return null;
        }
    }

    /** Whether the text is fine but for a quote that is still open at its end. */
    private boolean quoteIsOpen(String text) {
        try {
            lenient.ofSingleCsvRecord(text);
            return parse(text) == null;
        } catch (CsvParseException broken) {
            return false;
        }
    }

    private void again(List<Line> held) {
        for (int index = held.size() - 1; index >= 0; index--) {
            ahead.addFirst(held.get(index));
        }
    }

    private @Nullable Line take() throws IOException {
        Line line = ahead.isEmpty() ? lines.next() : ahead.removeFirst();
        return line != null && line.number() == 1 && line.text().startsWith(BYTE_ORDER_MARK)
                ? new Line(1, line.text().substring(1), line.tooLong())
                : line;
    }

    private @Nullable Fields reject(Line line, Reason reason) {
        rejected.accept(new RejectedRow(line.number(), "", reason, line.text()));
        return null;
    }
}
