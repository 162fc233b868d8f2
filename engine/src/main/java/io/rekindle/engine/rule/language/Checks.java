package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.List;

/** What looks wrong in a book that can be used. */
final class Checks {

    private Checks() {}

    static List<Problem> of(RuleBook book) {
        return List.of();
    }
}
