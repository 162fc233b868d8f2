package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Evaluator;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Takes customers that are due through evaluate(), at the instants at which they fell due, and writes what came of it.
 *
 * <p>Many sweeps may run at once, in one process or several, and one sweep on several threads: each customer is locked by the
 * one that took it. A sweep that dies leaves its batches as they were. Evaluating twice changes nothing the second time.
 */
public final class Sweep {

    /** Instants missed by more than this, because nothing ran, are not made up for one by one. */
    public static final Duration CATCH_UP = Duration.ofHours(24);

    private final DueCustomers due;

    public Sweep(DueCustomers due) {
        this.due = due;
    }

    /** Lends evaluators, each to the thread that asks, for as long as the work takes. */
    @FunctionalInterface
    public interface Lender {
        void lend(Consumer<Evaluator> work);
    }

    /**
     * Sweeps up to an instant (epoch milliseconds), catching up on at most {@link #CATCH_UP}.
     *
     * @throws ReleaseReplacedException where the evaluator's release is not the live one; what was written before stays
     */
    public SweepReport run(Evaluator evaluator, long until) {
        return run(evaluator, until - CATCH_UP.toMillis(), until, customers -> {});
    }

    /**
     * Sweeps everything due from one instant to another, both epoch milliseconds and included.
     *
     * @param progress told how many customers have been evaluated so far
     */
    public SweepReport run(Evaluator evaluator, long from, long until, LongConsumer progress) {
        return run(work -> work.accept(evaluator), 1, from, until, progress);
    }

    /**
     * Sweeps on so many threads, this one among them; the others begin only once there is more than one batch to do. Where one
     * of them fails, the others finish what is due, and the failure is thrown then.
     *
     * @param progress told how many customers have been evaluated so far, by one thread at a time
     * @throws ReleaseReplacedException where an evaluator's release is not the live one; what was written before stays
     */
    public SweepReport run(Lender lender, int threads, long from, long until, LongConsumer progress) {
        try (Crew crew = new Crew(new Sweeping(due, from, until, progress), lender, threads)) {
            return crew.sweep();
        }
    }
}
