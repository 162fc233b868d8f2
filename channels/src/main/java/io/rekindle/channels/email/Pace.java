package io.rekindle.channels.email;

import java.time.Duration;

/** So many a second, evenly: each takes the next free moment, waits for it, or learns how far off it is. */
final class Pace {

    private final long nanosEach;
    private boolean begun;
    private long nextFree;

    /**
     * A pace.
     *
     * @param perSecond 0 for no limit
     */
    Pace(double perSecond) {
        nanosEach = perSecond == 0 ? 0 : Math.max(1, (long) (1e9 / perSecond));
    }

    /**
     * Takes the next free moment if it is not too far off.
     *
     * @param now of a clock that never goes back
     * @return how long until the moment; longer than {@code most} if it was not taken
     */
    synchronized Duration take(long now, Duration most) {
        if (nanosEach == 0) {
            return Duration.ZERO;
        }
        if (!begun || nextFree - now < 0) {
            begun = true;
            nextFree = now;
        }
        Duration wait = Duration.ofNanos(nextFree - now);
        if (wait.compareTo(most) <= 0) {
            nextFree += nanosEach;
        }
        return wait;
    }
}
