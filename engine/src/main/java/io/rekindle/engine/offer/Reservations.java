package io.rekindle.engine.offer;

import io.rekindle.engine.decision.Decision;
import java.util.List;

/**
 * Reserves what is limited for everybody together: coupon stock, campaign budgets, the month's budget.
 *
 * <p>A limit is never overdrawn, however many reserve at once: each reservation is one update that holds only while
 * {@code used + wanted <= limit}. Reservations stand or fall with the transaction that writes their decisions.
 */
public interface Reservations {

    /** One grant for each decision, in the same order; only decisions whose outcome is to send. */
    List<Grant> reserve(List<Decision> sends);
}
