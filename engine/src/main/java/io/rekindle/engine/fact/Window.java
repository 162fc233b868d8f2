package io.rekindle.engine.fact;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Rolling windows over a series: the last n days before an instant, and the n days before those. An event is in the last
 * n days until the same local time n days later.
 */
final class Window {

    private final @Nullable Series series;
    private final LocalDays days;

    Window(@Nullable Series series, LocalDays days) {
        this.series = series;
        this.days = days;
    }

    /** How many events happened in the n days before the instant. */
    long count(long instant, int n) {
        return series == null ? 0 : (long) series.countUntil(instant) - firstIn(series, instant, n);
    }

    /** The sum of the values of the events in the n days before the instant. */
    long sum(long instant, int n) {
        return series == null ? 0 : series.sum(firstIn(series, instant, n), series.countUntil(instant));
    }

    /** How many events, or the sum of their values, in the n days before the last n days. */
    long before(long instant, int n, boolean sums) {
        return sums ? sum(instant, 2 * n) - sum(instant, n) : count(instant, 2 * n) - count(instant, n);
    }

    /** By how many whole percent the last n days have less than the n days before; -1 if those had none. */
    long dropPercent(long instant, int n, boolean sums) {
        long before = before(instant, n, sums);
        long last = sums ? sum(instant, n) : count(instant, n);
        return before <= 0 ? -1 : Math.max(0, (before - last) * 100 / before);
    }

    /** By how many whole percent the last n days have more than the n days before; -1 if those had none. */
    long risePercent(long instant, int n, boolean sums) {
        long before = before(instant, n, sums);
        long last = sums ? sum(instant, n) : count(instant, n);
        return before <= 0 ? -1 : Math.max(0, (last - before) * 100 / before);
    }

    /** The index of the first event still in the window. */
    private int firstIn(Series events, long instant, int n) {
        int low = 0;
        int high = events.countUntil(instant);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days.plusDays(events.at(middle), n) <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The first instant after the given one at which the predicate of the instant changes because events leave a window,
     * as long as nothing new happens; {@link History#NEVER} if it does not.
     */
    long nextFlip(long instant, LongPredicate truth, int... windows) {
        if (series == null) {
            return History.NEVER;
        }
        int until = series.countUntil(instant);
        long[] leaving = new long[until * windows.length];
        int found = 0;
        for (int n : windows) {
            for (int index = firstIn(series, instant, n); index < until; index++) {
                leaving[found++] = days.plusDays(series.at(index), n);
            }
        }
        Arrays.sort(leaving, 0, found);
        boolean now = truth.test(instant);
        for (int index = 0; index < found; index++) {
            if (truth.test(leaving[index]) != now) {
                return leaving[index];
            }
        }
        return History.NEVER;
    }
}
