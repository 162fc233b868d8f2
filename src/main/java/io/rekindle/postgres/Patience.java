package io.rekindle.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A limited wait for something that another process does and that tells nobody when it is done. */
final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final long end;

    private Patience(long end) {
        this.end = end;
    }

    static Patience of(Duration limit) {
        return new Patience(System.nanoTime() + limit.toNanos());
    }

    boolean isLeft() {
        return System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted();
    }

    void pause() {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
}
