package io.rekindle;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.language.Reading;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong at one place of a rule file, as the command line and the API tell it alike.
 *
 * @param severity {@code error} or {@code warning}
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in characters; 0 where it cannot be told
 * @param cell the spreadsheet cell such as {@code E4} in a grid
 * @param code stable, such as {@code unknown-sentence}
 * @param suggestion the nearest right thing
 * @param text the line as its author wrote it
 */
public record RuleProblem(
        String severity,
        String file,
        int line,
        int column,
        @Nullable String cell,
        String code,
        String message,
        @Nullable String suggestion,
        @Nullable String text) {

    private static final int LONGEST_LINE = 300;

    /** A problem with the line of the book that was read. */
    public static RuleProblem of(Problem problem, Reading reading) {
        return new RuleProblem(
                problem.severity().name().toLowerCase(Locale.ROOT),
                problem.file(),
                problem.line(),
                problem.column(),
                problem.cell(),
                problem.code(),
                problem.message(),
                problem.suggestion(),
                line(problem, reading));
    }

    private static @Nullable String line(Problem problem, Reading reading) {
        String source = reading.files().get(problem.file());
        if (source == null || problem.line() == 0) {
            return null;
        }
        return source.lines()
                .skip(problem.line() - 1L)
                .findFirst()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .orElse(null);
    }
}
