package io.rekindle.replay;

import io.rekindle.Installation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.measure.Estimate;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.postgres.PostgresCustomers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Counts customers by lifecycle state at the ends of days, by the rules in force: an estimate first, then exactly. */
public final class LifecycleCounting {

    private final List<LocalDate> days;
    private final Everybody<OfStates> everybody;

    /**
     * @param days of the rule book's zone; each customer is read once for all of them
     */
    public LifecycleCounting(List<LocalDate> days, Installation installation) {
        Release release = installation.release();
        this.days = List.copyOf(days);
        this.everybody = new Everybody<>(
                installation.dataSource(), () -> release.book().policy(), () -> new OfStates(release, this.days));
    }

    /**
     * States at the end of a day by customers drawn at random.
     *
     * @param customers how many there are in all, of any day
     * @param drawn how many of them were asked
     * @param counts by state, in the order of the grid
     */
    public record Estimated(LocalDate asOf, long customers, long drawn, Map<String, Estimate> counts) {
        public Estimated {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }
    }

    /** The estimates, one for each day; another seed draws others. */
    public List<Estimated> estimate(long seed) {
        Everybody.Drawn<OfStates> some = everybody.some(seed);
        List<Estimated> estimated = new ArrayList<>();
        for (LifecycleCounts counts : some.tally().results()) {
            Map<String, Estimate> states = new LinkedHashMap<>();
            counts.counts().forEach((state, count) -> states.put(state, Estimate.of(count, some.drawn(), some.all())));
            estimated.add(new Estimated(counts.asOf(), some.all(), some.drawn(), states));
        }
        return estimated;
    }

    /**
     * The exact counts, one for each day; empty where counting was stopped.
     *
     * @param progress told how many customers have been read; where it says no, reading stops
     */
    public Optional<List<LifecycleCounts>> exact(LongPredicate progress) {
        return everybody.all(progress).map(OfStates::results);
    }

    private static final class OfStates implements Tally<OfStates> {
        private final Evaluator evaluator;
        private final List<OfDay> days;

        OfStates(Release release, List<LocalDate> days) {
            this.evaluator = new Evaluator(release);
            this.days = days.stream().map(day -> new OfDay(day, release)).toList();
        }

        List<LifecycleCounts> results() {
            return days.stream().map(OfDay::result).toList();
        }

        @Override
        public void count(PostgresCustomers.Known known) {
            days.forEach(day -> day.count(evaluator, known));
        }

        @Override
        public void add(OfStates other) {
            for (int index = 0; index < days.size(); index++) {
                days.get(index).add(other.days.get(index));
            }
        }

        @Override
        public void close() {
            evaluator.close();
        }
    }

    private static final class OfDay {
        private final LocalDate day;
        private final long instant;
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private long unmatched;

        OfDay(LocalDate day, Release release) {
            this.day = day;
            this.instant = DayByDay.endOf(day, release.book().policy().zone());
            for (LifecycleRow row : release.book().lifecycle()) {
                counts.put(row.state().key(), 0L);
            }
        }

        void count(Evaluator evaluator, PostgresCustomers.Known known) {
            Facts facts = evaluator.facts(known.profile(), known.history(), instant);
            LifecycleState state = facts.lifecycleState();
            if (state != null) {
                counts.merge(state.key(), 1L, Long::sum);
            } else if (facts.exists()) {
                unmatched++;
            }
        }

        void add(OfDay other) {
            other.counts.forEach((state, count) -> counts.merge(state, count, Long::sum));
            unmatched += other.unmatched;
        }

        LifecycleCounts result() {
            return new LifecycleCounts(day, counts, unmatched);
        }
    }
}
