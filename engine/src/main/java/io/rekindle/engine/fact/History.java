package io.rekindle.engine.fact;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything remembered of one customer: the fold of the customer's events, the same whatever order they arrived in.
 *
 * <p>Nothing is forgotten by time here, so a history can be seen as of any instant, also a past one. Not thread-safe.
 */
public final class History {

    /** No instant: after every other. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Views of a page or an app within the same half hour of the clock are one visit. */
    static final long VISIT_SLOT_MILLIS = 30 * 60 * 1000L;

    static final String VISIT = "visit";
    /** With a sign that no event's key has, so that an event of that name is not taken for a state. */
    static final String LIFECYCLE = "lifecycle:";

    static final String TAG = "tag:";
    static final String CONSENT = "consent:";
    static final String SUPPRESSED = "suppressed:";
    static final String EVERY_CHANNEL = "*";

    final SortedMap<String, Series> series = new TreeMap<>();
    final SortedMap<String, SortedMap<Long, String>> traits = new TreeMap<>();
    final SortedMap<String, Case> cases = new TreeMap<>();
    final SortedMap<String, Entry> entries = new TreeMap<>();
    final SortedMap<String, Touch> touches = new TreeMap<>();
    final SortedMap<String, Holding> holdings = new TreeMap<>();
    Details details = new Details();

    /** An independent copy. */
    public History copy() {
        History copy = new History();
        series.forEach((key, one) -> copy.series.put(key, one.copy()));
        traits.forEach((key, values) -> copy.traits.put(key, new TreeMap<>(values)));
        copy.cases.putAll(cases);
        copy.entries.putAll(entries);
        copy.touches.putAll(touches);
        copy.holdings.putAll(holdings);
        copy.details = details.copy();
        return copy;
    }

    /** An independent copy of what was known to have happened by the instant (epoch milliseconds): nothing after it. */
    public History until(long instant) {
        History past = copy();
        past.series.replaceAll((key, one) -> one.until(instant));
        past.series.values().removeIf(one -> one.size() == 0);
        past.details = details.until(instant);
        past.traits.replaceAll((name, values) -> new TreeMap<>(values.headMap(instant + 1)));
        past.traits.values().removeIf(values -> values.isEmpty());
        past.cases.replaceAll((id, one) -> one.until(instant));
        past.cases.values().removeIf(new Case(NEVER, NEVER)::equals);
        past.touches.replaceAll((id, one) -> one.until(instant));
        past.touches.values().removeIf(one -> one.equals(Touch.unknown(one.id())));
        past.holdings.replaceAll((code, one) -> one.until(instant));
        past.holdings.values().removeIf(one -> one.equals(Holding.unknown(one.code())));
        return past;
    }

    /** The ids of the refunds and complaints open at the instant. */
    public List<String> openCases(long instant) {
        return cases.entrySet().stream()
                .filter(one -> one.getValue().openAt(instant))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** Every passage through every campaign, ended ones included. */
    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Every message decided, whether it left or not. */
    public Collection<Touch> touches() {
        return Collections.unmodifiableCollection(touches.values());
    }

    /** Every coupon ever issued to the customer. */
    public Collection<Holding> holdings() {
        return Collections.unmodifiableCollection(holdings.values());
    }

    /** What happened under that key, to be added to; beyond the bounds it is forgotten at once. */
    Series of(String key) {
        Series known = series.get(key);
        if (known != null) {
            return known;
        }
        Series fresh = new Series();
        series.put(key, fresh);
        String kind = key.substring(0, key.indexOf(':') + 1);
        if (series.size() > Bounds.MOST_NAMES && !kind.equals(SUPPRESSED)) {
            Bounds.keep(series, one -> one.substring(0, one.indexOf(':') + 1).equals(kind), Bounds.MOST_NAMES)
                    .forEach(details::forget);
        }
        return fresh;
    }

    /** What a trait was, by instant, to be added to; beyond the bounds it is forgotten at once. */
    SortedMap<Long, String> ofTrait(String name) {
        SortedMap<Long, String> values = traits.computeIfAbsent(name, unused -> new TreeMap<>());
        if (traits.size() > Bounds.MOST_NAMES) {
            Bounds.keep(traits, one -> true, Bounds.MOST_NAMES);
        }
        return values;
    }

    @Nullable
    Series find(String key) {
        return series.get(key);
    }

    /**
     * The first event after the instant, in epoch milliseconds, or {@link #NEVER}: events may be known before their time,
     * as when a year of orders is imported and then replayed.
     */
    public long nextEventAfter(long instant) {
        long next = NEVER;
        for (Series one : series.values()) {
            // Nearly always nothing is: the last alone tells.
            if (one.size() > 0 && one.at(one.size() - 1) > instant) {
                next = Math.min(next, one.at(one.countUntil(instant)));
            }
        }
        for (Case one : cases.values()) {
            next = earlier(next, one.opened(), instant);
            next = earlier(next, one.closed(), instant);
        }
        for (Touch one : touches.values()) {
            next = earlier(next, one.failed(), instant);
            next = earlier(next, one.opened(), instant);
            next = earlier(next, one.clicked(), instant);
            next = earlier(next, one.replied(), instant);
        }
        for (Holding one : holdings.values()) {
            next = earlier(next, one.redeemedAt(), instant);
        }
        return next;
    }

    /**
     * The first instant from the given one on, to the millisecond, at which no transition is recorded: of two at one instant
     * nobody could tell which came last.
     */
    public long withoutTransition(long instant) {
        Series states = find(LIFECYCLE);
        long free = instant;
        while (states != null && states.countUntil(free) > states.countUntil(free - 1)) {
            free++;
        }
        return free;
    }

    private static long earlier(long next, long candidate, long instant) {
        return candidate > instant && candidate < next ? candidate : next;
    }

    /** The history as bytes: equal histories give equal bytes. */
    public byte[] toBytes() {
        return HistoryBytes.write(this);
    }

    /** The history that gave these bytes. */
    public static History fromBytes(byte[] bytes) {
        return HistoryBytes.read(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof History that && java.util.Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(toBytes());
    }
}
