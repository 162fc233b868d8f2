package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.book.Condition;

/** What stands on one side of a comparison in a raw rule. */
interface Subject {

    /** The condition that it holds, as it stands. */
    Condition holds();

    /** The condition that it compares so with the value. */
    Condition compare(Token operator, Token value);

    /** Finds the subject with a name, which may be called with values. */
    interface Finder {
        Subject find(Token name, Values values);
    }

    /** The values in the parentheses after a name; none, and not called, where there are no parentheses. */
    record Values(boolean called, java.util.List<Token> tokens) {}
}
