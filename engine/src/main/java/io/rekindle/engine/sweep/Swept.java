package io.rekindle.engine.sweep;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.LifecycleState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer after evaluation, to be written.
 *
 * @param history the history with the events folded in
 * @param events what changed: transitions, entries, exits, steps, coupons; in order
 * @param evaluatedAt the last instant evaluated, epoch milliseconds
 * @param failed whether evaluating failed: nothing changed, and the customer is tried again later
 * @param next when the customer is next due, epoch milliseconds; {@link History#NEVER} for not by time alone
 */
public record Swept(
        DueCustomer customer,
        History history,
        @Nullable LifecycleState lifecycle,
        List<Event> events,
        List<Decided> decisions,
        long evaluatedAt,
        long next,
        boolean failed) {

    public Swept {
        events = List.copyOf(events);
        decisions = List.copyOf(decisions);
    }
}
