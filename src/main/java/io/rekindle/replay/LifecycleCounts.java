package io.rekindle.replay;

import io.rekindle.Installation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.postgres.PostgresCustomers;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many customers are in each lifecycle state at the end of a day of the rule book's zone, evaluated from scratch by the
 * rules in force; nothing is written.
 *
 * @param counts by state, in the order of the grid; a state that a row gives is there even with nobody in it
 * @param unmatched customers of that day whom no row matches
 */
public record LifecycleCounts(LocalDate asOf, Map<String, Long> counts, long unmatched) {

    public LifecycleCounts {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Counts everybody for each of the days, reading each customer once. */
    public static List<LifecycleCounts> on(List<LocalDate> days, Installation installation) {
        List<Counting> countings =
                days.stream().map(day -> new Counting(day, installation)).toList();
        PostgresCustomers customers = new PostgresCustomers(installation.dataSource(), installation::policy);
        try (Evaluator evaluator = installation.evaluator()) {
            customers.forEach(known -> countings.forEach(one -> one.count(evaluator, known)));
        }
        return countings.stream().map(Counting::result).toList();
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static final class Counting {
        private final LocalDate day;
        private final long instant;
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private long unmatched;

        Counting(LocalDate day, Installation installation) {
            this.day = day;
            this.instant = DayByDay.endOf(day, installation.policy().zone());
            for (LifecycleRow row : installation.release().book().lifecycle()) {
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

        LifecycleCounts result() {
            return new LifecycleCounts(day, counts, unmatched);
        }
    }
}
