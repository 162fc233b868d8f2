package io.rekindle.engine.fact;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rolling windows over a series: the last n days before an instant, and the n days before those. An event is in the last
 * n days until the same local time n days later.
 */
final class Window {

    private static final long MILLIS_PER_DAY = 24 * 60 * 60 * 1000L;
    /** More than clocks are ever changed by, both ways. */
    private static final long CLOCKS_CHANGE = 3 * MILLIS_PER_DAY;

    /** A truth about what happened in the last days, and in the days before those: how many events, or their sum. */
    interface Truth {
        boolean of(long last, long before);
    }

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

    /** By how many whole percent the last days have less than those before; -1 if those had none. */
    static long dropPercent(long last, long before) {
        return before <= 0 ? -1 : Math.max(0, (before - last) * 100 / before);
    }

    /** By how many whole percent the last days have more than those before; -1 if those had none. */
    static long risePercent(long last, long before) {
        return before <= 0 ? -1 : Math.max(0, (last - before) * 100 / before);
    }

    /** The index of the first event still in the window. */
    private int firstIn(Series events, long instant, int n) {
        long about = instant - n * MILLIS_PER_DAY;
        int low = events.countUntil(about - CLOCKS_CHANGE);
        int high = events.countUntil(Math.min(instant, about + CLOCKS_CHANGE));
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
     * The truth at an instant about the last days and the days before those, reaching back so many days from the instant.
     *
     * @param sums whether the truth is about the sums of the events' values, and not about how many they are
     * @param flip told the first instant after the given one at which the truth changes because events leave, as long as
     *     nothing new happens; not told where it does not
     */
    boolean holds(long instant, int last, int back, boolean sums, Truth truth, LongConsumer flip) {
        if (series == null) {
            return truth.of(0, 0);
        }
        int until = series.countUntil(instant);
        int ofLast = firstIn(series, instant, last);
        int ofBefore = back == last ? ofLast : firstIn(series, instant, back);
        long inLast = sums ? series.sum(ofLast, until) : until - ofLast;
        long inBefore = sums ? series.sum(ofBefore, ofLast) : ofLast - ofBefore;
        boolean now = truth.of(inLast, inBefore);
        long at = instant;
        while (ofBefore < until) {
            long leavesLast = ofLast < until ? days.plusDays(series.at(ofLast), last) : History.NEVER;
            long leavesBefore = ofBefore < ofLast ? days.plusDays(series.at(ofBefore), back) : History.NEVER;
            long next = Math.min(leavesLast, leavesBefore);
            if (next > at && truth.of(inLast, inBefore) != now) {
                break;
            }
            if (next < at || until < series.size()) {
                // The clock was set back between two events, or events are known before their time.
                flip.accept(nextFlip(instant, last, back, sums, truth));
                return now;
            }
            at = next;
            long value = sums ? series.value(leavesLast <= leavesBefore ? ofLast : ofBefore) : 1;
            if (leavesLast <= leavesBefore) {
                ofLast++;
                inLast -= value;
                inBefore += value;
                ofBefore += back == last ? 1 : 0;
                inBefore -= back == last ? value : 0;
            } else {
                ofBefore++;
                inBefore -= value;
            }
        }
        if (truth.of(inLast, inBefore) != now) {
            flip.accept(at);
        }
        return now;
    }

    /** The same flip the long way: the truth is asked anew at every instant at which an event leaves. */
    private long nextFlip(long instant, int last, int back, boolean sums, Truth truth) {
        if (series == null) {
            return History.NEVER;
        }
        int until = series.countUntil(instant);
        int[] windows = {last, back};
        long[] leaving = new long[until * windows.length];
        int found = 0;
        for (int n : windows) {
            for (int index = firstIn(series, instant, n); index < until; index++) {
                leaving[found++] = days.plusDays(series.at(index), n);
            }
        }
        Arrays.sort(leaving, 0, found);
        boolean now = holdsAt(instant, last, back, sums, truth);
        for (int index = 0; index < found; index++) {
            if (holdsAt(leaving[index], last, back, sums, truth) != now) {
                return leaving[index];
            }
        }
        return History.NEVER;
    }

    private boolean holdsAt(long instant, int last, int back, boolean sums, Truth truth) {
        long inLast = sums ? sum(instant, last) : count(instant, last);
        long inAll = sums ? sum(instant, back) : count(instant, back);
        return truth.of(inLast, inAll - inLast);
    }
}
