package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of any event by its key: how often, how much, how recently, and whether more or less than before. A
 * window of n days reaches back to the same local time n days ago; days "since" are calendar days.
 */
public abstract class Counts extends Dates {

    Counts(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    // ---- how often, how much

    public long events(String key) {
        return countEver(key);
    }

    public boolean eventsIn(String key, int n, String op, long limit) {
        return countsIn(find(key), n, op, limit);
    }

    /** How often in the given days before the last so many days. */
    public boolean eventsBefore(String key, int n, int last, String op, long limit) {
        return window(key)
                .holds(
                        asOf,
                        last,
                        n + last,
                        false,
                        (unused, before) -> Comparison.holds(before, op, limit),
                        this::note);
    }

    /** How often from one day to another, both included, given by their numbers from 1970-01-01. */
    public boolean eventsBetween(String key, long fromDay, long toDay, String op, long limit) {
        return Comparison.holds(between(key, fromDay, toDay, /* sums= */ false), op, limit);
    }

    public boolean sumBetween(String key, long fromDay, long toDay, String op, long limit) {
        return Comparison.holds(between(key, fromDay, toDay, /* sums= */ true), op, limit);
    }

    long between(String key, long fromDay, long toDay, boolean sums) {
        Series series = find(key);
        if (series == null || fromDay > toDay) {
            return 0;
        }
        int from = series.countUntil(days.startOf(fromDay) - 1);
        int until = Math.min(series.countUntil(days.startOf(toDay + 1) - 1), series.countUntil(asOf));
        return until <= from ? 0 : sums ? series.sum(from, until) : until - from;
    }

    /** The sum of the amounts of all events of that key. */
    public long sum(String key) {
        return sum(find(key));
    }

    public boolean sumIn(String key, int n, String op, long limit) {
        return sumsIn(find(key), n, op, limit);
    }

    public boolean sumBefore(String key, int n, int last, String op, long limit) {
        return window(key)
                .holds(asOf, last, n + last, true, (unused, before) -> Comparison.holds(before, op, limit), this::note);
    }

    // ---- only events of some amount or more

    public long eventsOf(String key, long least) {
        Series all = find(key);
        int known = all == null ? 0 : all.countUntil(asOf);
        long found = 0;
        for (int index = 0; all != null && index < known; index++) {
            found += all.value(index) >= least ? 1 : 0;
        }
        return found;
    }

    public boolean eventsOfIn(String key, long least, int n, String op, long limit) {
        return countsIn(atLeast(key, least), n, op, limit);
    }

    @Nullable
    Series atLeast(String key, long least) {
        Series all = find(key);
        return all == null ? null : all.atLeast(least);
    }

    // ---- only events one of whose properties has a value

    public long eventsWith(String key, String property, String value) {
        Series some = with(key, property, value);
        return some == null ? 0 : some.countUntil(asOf);
    }

    public boolean eventsWithIn(String key, String property, String value, int n, String op, long limit) {
        return countsIn(with(key, property, value), n, op, limit);
    }

    /** The sum of what concerns the value: of an order with several products, that of the products that have it. */
    public long sumWith(String key, String property, String value) {
        return sum(with(key, property, value));
    }

    public boolean sumWithIn(String key, String property, String value, int n, String op, long limit) {
        return sumsIn(with(key, property, value), n, op, limit);
    }

    public boolean daysSinceEventWith(String key, String property, String value, String op, long n) {
        return daysSince(lastOf(with(key, property, value)), op, n);
    }

    @Nullable
    Series with(String key, String property, String value) {
        return history.details.find(key, property + "=" + value);
    }

    long lastOf(@Nullable Series series) {
        int known = series == null ? 0 : series.countUntil(asOf);
        return series == null || known == 0 ? History.NEVER : series.at(known - 1);
    }

    private boolean countsIn(@Nullable Series some, int n, String op, long limit) {
        return new Window(some, days)
                .holds(asOf, n, n, false, (last, unused) -> Comparison.holds(last, op, limit), this::note);
    }

    private boolean sumsIn(@Nullable Series some, int n, String op, long limit) {
        return new Window(some, days)
                .holds(asOf, n, n, true, (last, unused) -> Comparison.holds(last, op, limit), this::note);
    }

    private long sum(@Nullable Series some) {
        return some == null ? 0 : some.sum(0, some.countUntil(asOf));
    }

    // ---- how recently; false where it never happened

    public boolean daysSinceEvent(String key, String op, long n) {
        return daysSince(last(key), op, n);
    }

    public boolean daysSinceFirstEvent(String key, String op, long n) {
        return daysSince(first(key), op, n);
    }

    /** Compares the day of the first event of that key with a day given by its number from 1970-01-01. */
    public boolean firstOn(String key, String op, long day) {
        long first = first(key);
        return first <= asOf && Comparison.holds(days.dayOf(first), op, day);
    }

    public boolean lastOn(String key, String op, long day) {
        long last = last(key);
        return last <= asOf && Comparison.holds(days.dayOf(last), op, day);
    }

    // ---- the last n days against the n days before, in whole percent; false where those had none

    public boolean eventDrop(String key, int n, String op, long percent) {
        return change(window(key), n, op, percent, /* rise= */ false, /* sums= */ false);
    }

    public boolean eventRise(String key, int n, String op, long percent) {
        return change(window(key), n, op, percent, /* rise= */ true, /* sums= */ false);
    }

    public boolean sumDrop(String key, int n, String op, long percent) {
        return change(window(key), n, op, percent, /* rise= */ false, /* sums= */ true);
    }

    public boolean sumRise(String key, int n, String op, long percent) {
        return change(window(key), n, op, percent, /* rise= */ true, /* sums= */ true);
    }

    private boolean change(Window window, int n, String op, long percent, boolean rise, boolean sums) {
        return window.holds(
                asOf,
                n,
                2 * n,
                sums,
                (last, before) -> {
                    long change = rise ? Window.risePercent(last, before) : Window.dropPercent(last, before);
                    return change >= 0 && Comparison.holds(change, op, percent);
                },
                this::note);
    }
}
