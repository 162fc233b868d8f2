package io.rekindle.replay;

import io.rekindle.engine.decision.AudienceCounter;
import io.rekindle.engine.decision.AudienceWarnings;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.measure.Estimate;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.postgres.PostgresCustomers;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import javax.sql.DataSource;

/**
 * Counts who would be in each audience of a rule book at an instant, by the book's own rules: an estimate first, then
 * exactly. Nothing is written, and the book need not be live.
 */
public final class AudienceCounting {

    private final RuleBook book;
    private final Everybody<OfAudiences> everybody;

    /**
     * @param at the instant, epoch milliseconds
     */
    public AudienceCounting(DataSource source, RuleBook book, long at) {
        Release release = Release.compile(book);
        this.book = book;
        this.everybody = new Everybody<>(source, book::policy, () -> new OfAudiences(release, at));
    }

    /**
     * Audiences by customers drawn at random.
     *
     * @param customers how many there are in all
     * @param drawn how many of them were asked
     * @param audiences campaigns of higher priority first
     */
    public record Estimated(long customers, long drawn, List<Audience> audiences) {
        public Estimated {
            audiences = List.copyOf(audiences);
        }

        /**
         * How many one campaign could concern, and how many are in its audience.
         *
         * @param asked as in {@link io.rekindle.engine.decision.AudienceCount}
         */
        public record Audience(String campaign, Estimate asked, Estimate size) {}
    }

    /** The estimate; another seed draws others. */
    public Estimated estimate(long seed) {
        Everybody.Drawn<OfAudiences> some = everybody.some(seed);
        return new Estimated(
                some.all(),
                some.drawn(),
                some.tally().counter.counts().stream()
                        .map(count -> new Estimated.Audience(
                                count.campaign(),
                                Estimate.of(count.asked(), some.drawn(), some.all()),
                                Estimate.of(count.size(), some.drawn(), some.all())))
                        .toList());
    }

    /**
     * The exact count; empty where it was stopped.
     *
     * @param progress told how many customers have been read; where it says no, reading stops
     */
    public Optional<Audiences> exact(LongPredicate progress) {
        return everybody
                .all(progress)
                .map(tally -> new Audiences(
                        tally.counter.customers(),
                        tally.counter.counts(),
                        AudienceWarnings.of(book, tally.counter.counts())));
    }

    private static final class OfAudiences implements Tally<OfAudiences> {
        private final long at;
        private final Evaluator evaluator;
        private final AudienceCounter counter;

        OfAudiences(Release release, long at) {
            this.at = at;
            this.evaluator = new Evaluator(release);
            this.counter = new AudienceCounter(evaluator);
        }

        @Override
        public void count(PostgresCustomers.Known known) {
            counter.count(evaluator.facts(known.profile(), known.history(), at));
        }

        @Override
        public void add(OfAudiences other) {
            counter.add(other.counter);
        }

        @Override
        public void close() {
            evaluator.close();
        }
    }
}
