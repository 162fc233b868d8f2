package io.rekindle.schedule;

import java.time.Duration;

/**
 * How many messages a worker takes up at once: as many as it sends in a quarter of a second. The more, the less each costs; but
 * what one worker has taken up, no other sends.
 */
final class Pace {

    private static final Duration HOLDS_THEM = Duration.ofMillis(250);

    private final int most;
    private int next;

    /**
     * A worker's pace.
     *
     * @param most how many it takes up at the most, which is 5 times what it begins with
     */
    Pace(int most) {
        this.most = most;
        this.next = Math.max(1, most / 5);
    }

    int next() {
        return next;
    }

    /** So many messages took so long. It grows by doubling at the most: one quick turn says little. */
    void took(int messages, Duration time) {
        if (messages > 0) {
            long held = messages * HOLDS_THEM.toNanos() / Math.max(1, time.toNanos());
            next = (int) Math.max(1, Math.min(Math.min(most, next * 2L), held));
        }
    }
}
