package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A stretch of a customer's history in one line: orders and visits as instants, lifecycle states as stays. All instants are
 * epoch milliseconds.
 */
public record Strip(long from, long until, List<Long> orders, List<Long> visits, List<Stay> stays) {

    /** How long the customer was in one state. */
    public record Stay(LifecycleState state, long from, long until) {}

    /** What happened after one instant and no later than another. */
    public static Strip of(History history, long from, long until) {
        List<Long> orders = new ArrayList<>();
        List<Long> visits = new ArrayList<>();
        within(history, EventNames.ORDER_COMPLETED, from, until, orders::add);
        within(history, History.VISIT, from, until, visits::add);
        return new Strip(from, until, orders, visits, stays(history, from, until));
    }

    private static void within(History history, String key, long from, long until, LongConsumer found) {
        Series series = history.find(key);
        for (int index = series == null ? 0 : series.countUntil(from);
                series != null && index < series.countUntil(until);
                index++) {
            found.accept(series.at(index));
        }
    }

    private static List<Stay> stays(History history, long from, long until) {
        List<Stay> stays = new ArrayList<>();
        Series states = history.find(History.LIFECYCLE);
        int known = states == null ? 0 : states.countUntil(until);
        for (int index = 0; states != null && index < known; index++) {
            long end = index + 1 < known ? states.at(index + 1) : until;
            if (end > from) {
                LifecycleState state = LifecycleState.ofCode(states.value(index));
                stays.add(new Stay(state, Math.max(from, states.at(index)), end));
            }
        }
        return stays;
    }
}
