package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Evaluator;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks about some customers whether a new release makes them due before they would have been, and decides nothing: who falls
 * due is swept like everybody else. Nobody is locked, so whoever changes meanwhile may be evaluated once more than need be.
 */
public interface Review extends AutoCloseable {

    /**
     * A customer as of the release's first instant, or of the last evaluation, if that was later.
     *
     * @param customer due at that instant
     * @param otherwise when the customer is due anyway, epoch milliseconds; {@link io.rekindle.engine.fact.History#NEVER} for not by
     *     time alone
     */
    record Candidate(DueCustomer customer, long otherwise) {}

    /**
     * A customer who falls due sooner.
     *
     * @param row the store's number of the customer
     * @param at epoch milliseconds
     */
    record FallsDue(long row, long at) {}

    /** All of them but those who are due by now. */
    List<Candidate> candidates();

    /** Writes who falls due, and that these customers are reviewed: all or nothing. */
    void write(List<FallsDue> sooner);

    /** Without {@link #write}, nobody has been reviewed. */
    @Override
    void close();

    /**
     * Reviews them.
     *
     * @param from instants before this one (epoch milliseconds) were missed for good
     */
    default List<FallsDue> sooner(Evaluator evaluator, long from) {
        List<FallsDue> sooner = new ArrayList<>();
        for (Candidate one : candidates()) {
            long due = new Course(one.customer(), from).due(evaluator);
            if (due < one.otherwise()) {
                sooner.add(new FallsDue(one.customer().row(), due));
            }
        }
        return sooner;
    }
}
