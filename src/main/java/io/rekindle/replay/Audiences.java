package io.rekindle.replay;

import io.rekindle.engine.decision.AudienceCount;
import io.rekindle.engine.decision.AudienceCounter;
import io.rekindle.engine.decision.AudienceWarnings;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.postgres.PostgresCustomers;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Who would be in each audience of a rule book at an instant: every customer asked by the book's own rules; nothing is
 * written, and the book need not be live.
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
        try (Evaluator evaluator = new Evaluator(Release.compile(book))) {
            AudienceCounter counter = new AudienceCounter(evaluator);
            long[] read = new long[1];
            new PostgresCustomers(source, book::policy).forEach(known -> {
                counter.count(evaluator.facts(known.profile(), known.history(), at));
                progress.accept(++read[0]);
            });
            return new Audiences(counter.customers(), counter.counts(), AudienceWarnings.of(book, counter.counts()));
        }
    }
}
