package io.rekindle.engine.rule.book;

import java.util.List;

/**
 * One sentence of a rule file, understood.
 *
 * @param number the line in the file, from 1
 * @param text the sentence as its author wrote it
 * @param sentence the id of the catalogue's sentence, the same in every language
 * @param condition what it asks of the facts
 */
public record Line(String file, int number, int column, String text, String sentence, Condition condition)
        implements Clause {

    @Override
    public List<Line> lines() {
        return List.of(this);
    }
}
