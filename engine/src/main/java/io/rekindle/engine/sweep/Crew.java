package io.rekindle.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The threads of one sweep: the one that asked for it, and others that help once there is more than one batch to do. */
final class Crew implements AutoCloseable {

    private final Sweeping sweeping;
    private final Sweep.Lender lender;
    private final int threads;
    private final List<Future<?>> helpers = new ArrayList<>();
    private @Nullable ExecutorService pool;

    Crew(Sweeping sweeping, Sweep.Lender lender, int threads) {
        this.sweeping = sweeping;
        this.lender = lender;
        this.threads = threads;
    }

    SweepReport sweep() {
        lender.lend(evaluator -> sweeping.run(evaluator, this::callHelpers));
        for (Future<?> helper : helpers) {
            join(helper);
        }
        return sweeping.report();
    }

    private void callHelpers() {
        if (pool == null && threads > 1) {
            ExecutorService started = Executors.newFixedThreadPool(threads - 1, Crew::thread);
            pool = started;
            for (int helper = 1; helper < threads; helper++) {
                helpers.add(started.submit(() -> lender.lend(evaluator -> sweeping.run(evaluator, () -> {}))));
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sweeper-helper");
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Future<?> helper) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return;
                } catch (InterruptedException asked) {
                    // A batch is not given up half way; whoever asked is served right after.
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw unchecked(failure.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    /** Waits for the helpers, whatever became of this thread's part: none of them works on once the sweep is over. */
    @Override
    public void close() {
        ExecutorService started = pool;
        if (started != null) {
            started.shutdown();
            for (Future<?> helper : helpers) {
                await(helper);
            }
        }
    }

    private static void await(Future<?> helper) {
        try {
            join(helper);
        } catch (RuntimeException alreadyTold) {
            // Thrown by sweep(), unless this thread failed first; then that failure is the one to tell.
            return;
        }
    }
}
