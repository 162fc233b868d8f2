package io.rekindle.engine.decision;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.LifecycleState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What evaluating one customer at one instant gave.
 *
 * @param lifecycle the state at the instant; null where no row of the grid matches
 * @param events what changes at once: transition, entries, exits
 * @param decisions to enter, and of steps; those that send have still to reserve their coupon and budget
 * @param next the first instant (epoch milliseconds) at which the answer could change by time alone; only where nothing
 *     changed now, for otherwise the changed customer is evaluated again at the same instant
 */
public record Evaluation(@Nullable LifecycleState lifecycle, List<Event> events, List<Decision> decisions, long next) {

    public Evaluation {
        events = List.copyOf(events);
        decisions = List.copyOf(decisions);
    }

    /** Whether anything changed. */
    public boolean changes() {
        return !events.isEmpty() || !decisions.isEmpty();
    }
}
