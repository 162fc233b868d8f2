package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a rule book.
 *
 * @param book empty where a problem is an error
 * @param problems errors and warnings, by file and place
 * @param files every file of the book by its path, as read: also of a book with errors
 */
public record Reading(Optional<RuleBook> book, List<Problem> problems, Map<String, String> files) {

    public Reading {
        problems = List.copyOf(problems);
        files = Map.copyOf(files);
    }

    public List<Problem> errors() {
        return problems.stream()
                .filter(one -> one.severity() == Problem.Severity.ERROR)
                .toList();
    }

    public List<Problem> warnings() {
        return problems.stream()
                .filter(one -> one.severity() == Problem.Severity.WARNING)
                .toList();
    }
}
