package io.rekindle.release;

import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.drools.Release;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Evaluators of the release that answers now, lent to one thread at a time: they are expensive to open, so those that come
 * back are lent again, until another release answers. At most so many are out at once; who comes then waits.
 */
public final class Evaluators implements AutoCloseable {

    private final Supplier<Release> release;
    private final Semaphore out;
    private final ConcurrentLinkedDeque<Evaluator> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param release asked before each loan
     * @param most how many may be out at once
     */
    public Evaluators(Supplier<Release> release, int most) {
        this.release = release;
        this.out = new Semaphore(most);
    }

    public Release release() {
        return release.get();
    }

    /** Does the work with an evaluator that nobody else has meanwhile; one that failed at it is not lent again. */
    public <T> T lend(Function<Evaluator, T> work) {
        out.acquireUninterruptibly();
        try {
            Evaluator evaluator = evaluator(release.get());
            boolean sound = false;
            try {
                T result = work.apply(evaluator);
                sound = true;
                return result;
            } finally {
                giveBack(evaluator, sound);
            }
        } finally {
            out.release();
        }
    }

    /** The same for work that has no result. */
    public void lendTo(Consumer<Evaluator> work) {
        lend(evaluator -> {
            work.accept(evaluator);
            return evaluator;
        });
    }

    private Evaluator evaluator(Release now) {
        for (Evaluator one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            if (one.release() == now) {
                return one;
            }
            one.close();
        }
        return new Evaluator(now);
    }

    private void giveBack(Evaluator evaluator, boolean sound) {
        if (sound && !closed) {
            idle.addFirst(evaluator);
        } else {
            evaluator.close();
        }
    }

    /** Closes those at rest; one that is out is closed when it comes back. */
    @Override
    public void close() {
        closed = true;
        for (Evaluator one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            one.close();
        }
    }
}
