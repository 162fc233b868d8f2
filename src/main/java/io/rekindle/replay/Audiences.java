package io.rekindle.replay;

import io.rekindle.engine.decision.AudienceCount;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Who would be in each audience of a rule book at an instant, as {@link AudienceCounting} counts it.
 *
 * @param customers how many there are at the instant
 * @param counts campaigns of higher priority first
 * @param warnings what the counts say about the book
 */
public record Audiences(long customers, List<AudienceCount> counts, List<Problem> warnings) {

    public Audiences {
        counts = List.copyOf(counts);
        warnings = List.copyOf(warnings);
    }

    /**
     * Counts everybody.
     *
     * @param at the instant, epoch milliseconds
     * @param progress told how many customers have been read
     */
    public static Audiences of(DataSource source, RuleBook book, long at, LongConsumer progress) {
        return new AudienceCounting(source, book, at)
                .exact(read -> {
                    progress.accept(read);
                    return true;
                })
                .orElseThrow();
    }
}
