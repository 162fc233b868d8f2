package io.rekindle.engine.fact;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer has said they want and do not want, whatever the instant.
 *
 * @param topics topics ever consented to or not, each with what was said last
 * @param stops channels in which the customer ever said stop, each with whether that still holds
 * @param everything whether the customer has said stop everywhere
 * @param saidAt when any of this was said last, epoch milliseconds; 0 where nothing ever was
 */
public record Wishes(
        SortedMap<String, Boolean> topics, SortedMap<String, Boolean> stops, boolean everything, long saidAt) {

    public Wishes {
        topics = Collections.unmodifiableSortedMap(topics);
        stops = Collections.unmodifiableSortedMap(stops);
    }

    public static Wishes of(History history) {
        SortedMap<String, Boolean> topics = new TreeMap<>();
        SortedMap<String, Boolean> stops = new TreeMap<>();
        long saidAt =
                Math.max(switches(history, History.CONSENT, topics), switches(history, History.SUPPRESSED, stops));
        Boolean everywhere = stops.remove(History.EVERY_CHANNEL);
        return new Wishes(topics, stops, Boolean.TRUE.equals(everywhere), saidAt);
    }

    /** Whether the customer has said stop in that channel, or everywhere. */
    public boolean isStopped(String channel) {
        return everything || stops.getOrDefault(channel, false);
    }

    private static long switches(History history, String kind, Map<String, Boolean> into) {
        long last = 0;
        for (Map.Entry<String, Series> one : history.series.tailMap(kind).entrySet()) {
            if (!one.getKey().startsWith(kind)) {
                break;
            }
            Series said = one.getValue();
            if (said.size() > 0) {
                into.put(one.getKey().substring(kind.length()), said.value(said.size() - 1) == 1);
                last = Math.max(last, said.at(said.size() - 1));
            }
        }
        return last;
    }
}
