package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A customer's facts at one instant on one page, for people; without personal data, as the facts themselves.
 *
 * @param lifecycle the state, or empty where no row of the grid matches
 * @param lifecycleSince epoch milliseconds
 * @param spend minor units, ever
 * @param firstSeen epoch milliseconds, as the other instants; {@link History#NEVER} for never
 * @param recency the score 1 to 5, as frequency and money; 0 for a customer who never ordered
 * @param consents topics allowed
 * @param stopped channels the customer said stop in, or that gave the address up; {@code *} for everywhere
 * @param coupons those that could be used now
 * @param entries campaigns running now
 */
public record FactSheet(
        String lifecycle,
        long lifecycleSince,
        long orders,
        long spend,
        long lastOrder,
        long visits,
        long lastVisit,
        long firstSeen,
        int recency,
        int frequency,
        int money,
        SortedSet<String> tags,
        SortedSet<String> consents,
        SortedSet<String> stopped,
        List<Holding> coupons,
        List<Entry> entries) {

    /** The sheet of facts whose lifecycle has been entered. */
    public static FactSheet of(Facts facts, RfmCells cells) {
        History history = facts.history();
        long now = facts.asOf();
        return new FactSheet(
                facts.getLifecycle(),
                facts.lifecycleSince(),
                facts.getOrders(),
                facts.getSpend(),
                facts.last(EventNames.ORDER_COMPLETED),
                facts.getVisits(),
                facts.last(History.VISIT),
                facts.firstSeen(),
                facts.rfmScore(cells, 'R'),
                facts.rfmScore(cells, 'F'),
                facts.rfmScore(cells, 'M'),
                on(history, History.TAG, now),
                on(history, History.CONSENT, now),
                on(history, History.SUPPRESSED, now),
                filter(history.holdings(), one -> one.usableAt(now)),
                filter(history.entries(), one -> one.openAt(now)));
    }

    /** What of that kind is switched on. */
    private static SortedSet<String> on(History history, String kind, long now) {
        SortedSet<String> names = new TreeSet<>();
        for (Map.Entry<String, Series> one : history.series.tailMap(kind).entrySet()) {
            if (!one.getKey().startsWith(kind)) {
                break;
            }
            int known = one.getValue().countUntil(now);
            if (known > 0 && one.getValue().value(known - 1) == 1) {
                names.add(one.getKey().substring(kind.length()));
            }
        }
        return names;
    }

    private static <T> List<T> filter(Collection<T> all, java.util.function.Predicate<T> wanted) {
        return all.stream().filter(wanted).toList();
    }
}
