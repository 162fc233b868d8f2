package io.rekindle.engine.lifecycle;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.LifecycleState;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A change of lifecycle state at an instant (epoch milliseconds); the first state comes from null. */
public record Transition(CustomerId customer, @Nullable LifecycleState from, LifecycleState to, long at) {

    /** The transition as an event of the customer. */
    public Event event() {
        var properties = new TreeMap<String, Object>();
        Optional.ofNullable(from).ifPresent(state -> properties.put("from", state.key()));
        properties.put("to", to.key());
        return new Event(
                "lifecycle/" + customer + "/" + at,
                customer,
                "Lifecycle Changed",
                Instant.ofEpochMilli(at),
                properties);
    }
}
