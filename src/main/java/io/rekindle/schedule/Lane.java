package io.rekindle.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of a channel are told: that messages came due, and how many answer what somebody has just done. One that rests
 * is called, so that none waits for a busy one; who is busy asks between two messages, and nobody rests before having asked.
 */
final class Lane {

    private final AtomicInteger urgent = new AtomicInteger();
    private final AtomicBoolean due = new AtomicBoolean();
    private final List<Bell> bells;
    private final List<AtomicBoolean> resting;
    private volatile boolean closed;

    Lane(int workers) {
        this.bells = IntStream.range(0, workers).mapToObj(any -> new Bell()).toList();
        this.resting =
                IntStream.range(0, workers).mapToObj(any -> new AtomicBoolean()).toList();
    }

    /**
     * So many messages answer what somebody has just done, and go first; each has a worker of its own while some rest. More than
     * there are workers are cheaper taken up in batches, in which they come first, too.
     */
    void urgent(long messages) {
        int workers = bells.size();
        int before = urgent.getAndUpdate(some -> (int) Math.min(workers, some + messages));
        if (before + messages > workers) {
            due.set(true);
        }
        long called = 0;
        while (called < messages && call()) {
            called++;
        }
    }

    /** Messages came due, or may have. */
    void due() {
        due.set(true);
        call();
    }

    /** Takes it upon itself to send one of the urgent ones; false where there is none. */
    boolean takeUrgent() {
        return urgent.getAndUpdate(some -> Math.max(0, some - 1)) > 0;
    }

    /** Whether any may have come due since this was last asked. */
    boolean takeDue() {
        return due.getAndSet(false);
    }

    /** Calls a worker that rests, to look what there is; false where none does. */
    boolean call() {
        for (int worker = 0; worker < bells.size(); worker++) {
            if (resting.get(worker).compareAndSet(true, false)) {
                bells.get(worker).ring();
                return true;
            }
        }
        return false;
    }

    /** Rests until called, or so long; not at all where there is something to do. */
    void rest(int worker, @Nullable Duration most) {
        resting.get(worker).set(true);
        if (urgent.get() > 0 || due.get() || closed) {
            resting.get(worker).set(false);
        } else if (most == null) {
            bells.get(worker).await();
        } else if (!bells.get(worker).await(most)) {
            resting.get(worker).set(false);
        }
    }

    /** Waits so long, whoever calls, unless it is over. */
    void pause(int worker, Duration time) {
        bells.get(worker).await(time);
    }

    /** From now on nobody rests. */
    void close() {
        closed = true;
        bells.forEach(Bell::ring);
    }
}
