package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps a history from growing with every new name that a sender invents. Which names remain depends on the names alone, not
 * on the order of their arrival: those of lowest rank. A name that remains in the end was among the lowest all the time, so
 * nothing of it is missing. That somebody said stop is never forgotten.
 */
final class Bounds {

    /** So many different events, tags, topics of consent and traits are remembered of one customer. */
    static final int MOST_NAMES = 300;

    /** Names that Rekindle gives a meaning to are never forgotten. */
    private static final Set<String> MEANT = Set.of(
            EventNames.USER_REGISTERED,
            EventNames.ORDER_COMPLETED,
            EventNames.ORDER_REFUNDED,
            EventNames.REFUND_REQUESTED,
            EventNames.PRODUCT_VIEWED,
            EventNames.CASE_OPENED,
            EventNames.CASE_CLOSED,
            EventNames.TRAITS_CHANGED,
            "cart_abandoned",
            "cart_updated",
            "cart_viewed",
            "checkout_started",
            History.VISIT,
            "birthday",
            "tier",
            "points");

    private static final Comparator<String> RANK =
            Comparator.<String>comparingInt(Bounds::rank).thenComparing(Comparator.naturalOrder());

    private Bounds() {}

    /** Forgets the highest names of a kind until at most so many are left, and tells which. */
    static List<String> keep(Map<String, ?> names, Predicate<String> kind, int most) {
        List<String> gone =
                names.keySet().stream().filter(kind).sorted(RANK).skip(most).toList();
        gone.forEach(names::remove);
        return gone;
    }

    /** Spread evenly, so that no kind of name goes first; the same in every Java. */
    private static int rank(String name) {
        if (MEANT.contains(name)) {
            return Integer.MIN_VALUE;
        }
        int mixed = name.hashCode() * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
