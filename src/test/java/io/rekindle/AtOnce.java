package io.rekindle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things in as many threads, all let go at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /** Does the same in so many threads. */
    public static <T> List<T> times(int threads, Callable<T> work) throws Exception {
        return all(java.util.Collections.nCopies(threads, work));
    }

    /** Does all of it, a thread each, and waits for the last; the first failure is thrown. */
    public static <T> List<T> all(List<Callable<T>> works) throws Exception {
        CyclicBarrier together = new CyclicBarrier(works.size());
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> work : works) {
                running.add(threads.submit(() -> {
                    together.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
