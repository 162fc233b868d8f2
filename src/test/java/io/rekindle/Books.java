package io.rekindle;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Rule books for tests: the one that ships, or a small one. */
public final class Books {

    /** The four states of the published counts: by age of the first order, and days since the last. */
    public static final String FOUR_STATES = """
            state,label_en,label_zh,days_since_first_order,days_since_order
            NEW,New,新客,<=30,
            ACTIVE,Active,活跃,>30,<=60
            DORMANT,Dormant,沉睡,>30,61..120
            CHURN_RISK,Churn risk,流失预警,>30,>120
            """;

    private Books() {}

    public static RuleBook shipped() {
        try {
            return orProblems(RuleBooks.readShipped());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A book of only a lifecycle grid. */
    public static RuleBook withLifecycle(String grid) {
        return of(Map.of("lifecycle.csv", grid));
    }

    public static RuleBook of(Map<String, String> files) {
        return orProblems(RuleBooks.parse(files));
    }

    /** The shipped book with some files replaced. */
    public static RuleBook shippedBut(Map<String, String> files) {
        Map<String, String> all = new HashMap<>(shipped().files());
        all.putAll(files);
        return of(all);
    }

    private static RuleBook orProblems(Reading reading) {
        return reading.book().orElseThrow(() -> new AssertionError(reading.problems()));
    }
}
