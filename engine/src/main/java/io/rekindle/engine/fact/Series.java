package io.rekindle.engine.fact;

import java.util.Arrays;

/**
 * Things of one kind that happened to a customer: instants (epoch milliseconds) with a value each, kept sorted, so that
 * the order of arrival leaves no trace. The value is an amount in minor units, or 1/0 for something switched on or off.
 */
final class Series {

    private static final int FIRST_CAPACITY = 4;

    private long[] at;
    private long[] value;
    private int size;

    Series() {
        this(new long[FIRST_CAPACITY], new long[FIRST_CAPACITY], 0);
    }

    private Series(long[] at, long[] value, int size) {
        this.at = at;
        this.value = value;
        this.size = size;
    }

    static Series of(long[] at, long[] value) {
        return new Series(at, value, at.length);
    }

    Series copy() {
        return new Series(Arrays.copyOf(at, Math.max(size, 1)), Arrays.copyOf(value, Math.max(size, 1)), size);
    }

    /** A copy of those at or before the instant. */
    Series until(long instant) {
        int known = countUntil(instant);
        return new Series(Arrays.copyOf(at, Math.max(known, 1)), Arrays.copyOf(value, Math.max(known, 1)), known);
    }

    /** Adds one. At the same instant the smaller value stands last, so that "off" wins over "on". */
    void add(long when, long amount) {
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2);
            value = Arrays.copyOf(value, size * 2);
        }
        int place = size;
        while (place > 0 && (at[place - 1] > when || (at[place - 1] == when && value[place - 1] < amount))) {
            place--;
        }
        System.arraycopy(at, place, at, place + 1, size - place);
        System.arraycopy(value, place, value, place + 1, size - place);
        at[place] = when;
        value[place] = amount;
        size++;
    }

    /** Keeps one per slot of the given length: the earliest. */
    void addOncePerSlot(long when, long slotMillis) {
        long slot = Math.floorDiv(when, slotMillis);
        int after = countUntil((slot + 1) * slotMillis - 1);
        if (after > 0 && Math.floorDiv(at[after - 1], slotMillis) == slot) {
            at[after - 1] = Math.min(at[after - 1], when);
        } else {
            add(when, 0);
        }
    }

    int size() {
        return size;
    }

    long at(int index) {
        return at[index];
    }

    long value(int index) {
        return value[index];
    }

    /** How many happened at or before the instant. */
    int countUntil(long instant) {
        if (size == 0 || at[size - 1] <= instant) {
            return size;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at[middle] <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The sum of the values with index from (inclusive) to (exclusive). */
    long sum(int from, int to) {
        long sum = 0;
        for (int index = from; index < to; index++) {
            sum += value[index];
        }
        return sum;
    }

    /** Those of at least that value. */
    Series atLeast(long least) {
        Series found = new Series();
        for (int index = 0; index < size; index++) {
            if (value[index] >= least) {
                found.add(at[index], value[index]);
            }
        }
        return found;
    }
}
