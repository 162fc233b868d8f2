package io.rekindle.engine.rule.source;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a book is read, so that its author sees everything at once. Not thread-safe. */
public final class Problems {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final List<Problem> all = new ArrayList<>();

    public void error(Phrase where, String code, String message) {
        error(where, code, message, null);
    }

    public void error(Phrase where, String code, String message, @Nullable String suggestion) {
        add(Severity.ERROR, where, code, message, suggestion);
    }

    public void warning(Phrase where, String code, String message) {
        add(Severity.WARNING, where, code, message, null);
    }

    private void add(Severity severity, Phrase where, String code, String message, @Nullable String suggestion) {
        all.add(new Problem(
                severity,
                visible(where.file()),
                where.line(),
                where.column(),
                where.cell(),
                code,
                visible(message),
                suggestion));
    }

    /** Messages repeat what authors wrote: signs that nobody sees, or that turn a line round, are shown as such. */
    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("\uFFFD");
    }

    public void addAll(List<Problem> more) {
        all.addAll(more);
    }

    /** Everything found so far, by file and place. */
    public List<Problem> list() {
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }

    public boolean none() {
        return all.isEmpty();
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(one -> one.severity() == Severity.ERROR);
    }
}
