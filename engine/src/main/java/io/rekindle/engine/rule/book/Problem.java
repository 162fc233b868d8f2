package io.rekindle.engine.rule.book;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong at one place of a rule file.
 *
 * @param severity an error keeps the book from being used; a warning does not
 * @param line from 1, or 0 for the file as a whole
 * @param column from 1, or 0
 * @param cell the spreadsheet cell such as {@code E4} for a grid, or null
 * @param code stable, such as {@code unknown-sentence}
 * @param message what is wrong, for the author
 * @param suggestion the nearest right thing, or null
 */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        @Nullable String cell,
        String code,
        String message,
        @Nullable String suggestion) {

    public enum Severity {
        ERROR,
        WARNING
    }

    /** The place, as {@code campaigns/welcome.yaml:5:18} or {@code lifecycle.csv E4}. */
    public String place() {
        if (cell != null) {
            return file + " " + cell;
        }
        return line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    }

    @Override
    public String toString() {
        return place() + " " + message + (suggestion == null ? "" : " Did you mean \"" + suggestion + "\"?");
    }
}
