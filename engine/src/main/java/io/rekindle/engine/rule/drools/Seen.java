package io.rekindle.engine.rule.drools;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.InWords;
import io.rekindle.engine.rule.book.Line;
import java.util.stream.Collectors;

/** What a line saw of a customer, for traces. */
public final class Seen {

    private static final int MOST = 3;

    private Seen() {}

    /** The values behind a line's answer, in a few English words: {@code 41 days, on 3 Nov}. Notes no horizon. */
    public static String describe(Facts facts, Line line) {
        InWords words = new InWords(facts);
        return line.condition()
                .questions()
                .map(question -> words.of(question.fact(), question.arguments()))
                .distinct()
                .limit(MOST)
                .collect(Collectors.joining("; "));
    }
}
