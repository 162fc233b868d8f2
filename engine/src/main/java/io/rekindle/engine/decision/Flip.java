package io.rekindle.engine.decision;

import io.rekindle.engine.fact.History;
import java.util.List;

/**
 * What would turn a "no" into a "yes": found by evaluating, never by reasoning about the rules.
 *
 * @param byItself the first instant (epoch milliseconds) at which it turns with nothing new happening; {@link History#NEVER}
 *     for not within {@link #AHEAD_DAYS} days
 * @param changes the smallest changes that turn it sooner, all of them together; empty where none was found
 * @param then the first instant at which it turns with these changes made, epoch milliseconds, or {@link History#NEVER}
 */
public record Flip(long byItself, List<Change> changes, long then) {

    /** How far ahead is looked. */
    public static final int AHEAD_DAYS = 400;

    /** Nothing is known to turn it. */
    public static final Flip NONE = new Flip(History.NEVER, List.of(), History.NEVER);

    public Flip {
        changes = List.copyOf(changes);
    }

    public boolean found() {
        return byItself != History.NEVER || !changes.isEmpty();
    }
}
