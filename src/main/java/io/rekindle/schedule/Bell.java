package io.rekindle.schedule;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one who waits for it; rung while nobody waits, it is heard by the next. However often rung, it is heard once. */
public final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean ringing;

    public void ring() {
        lock.lock();
        try {
            ringing = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it rings. */
    public void await() {
        lock.lock();
        try {
            while (!ringing) {
                rung.awaitUninterruptibly();
            }
            ringing = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it rings, or so long; tells whether it rang. */
    public boolean await(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!ringing && left > 0) {
                left = rung.awaitNanos(left);
            }
            boolean heard = ringing;
            ringing = false;
            return heard;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
