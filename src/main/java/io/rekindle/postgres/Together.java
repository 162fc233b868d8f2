package io.rekindle.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does for several threads at once what each would do alone, so that they share one commit. Whoever comes while something is
 * under way is taken along next. Whoever comes then waits a moment for those who came the last two times, no longer than half of
 * what the work takes, so that threads that go round at the same pace meet; a thread that has been alone waits for nobody.
 *
 * <p>Where what was done together fails, each thread does its own again by itself, so that a failure reaches only whom it
 * concerns. Safe for many threads.
 *
 * @param <Q> what a thread asks
 * @param <A> what it is answered
 */
final class Together<Q, A> {

    private static final long LONGEST_WAIT = Duration.ofMillis(2).toNanos();

    private final Function<List<Q>, List<A>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition came = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private List<Asked<Q, A>> waiting = new ArrayList<>();
    private Set<Thread> last = Set.of();
    private Set<Thread> beforeLast = Set.of();
    private long took;
    private boolean busy;

    /**
     * @param work answers what is asked, in the same order; it does all of it or, where it throws, nothing that may not be asked
     *     for again
     */
    Together(Function<List<Q>, List<A>> work) {
        this.work = work;
    }

    private static final class Asked<Q, A> {
        private final Q question;
        private final Thread by = Thread.currentThread();
        private @Nullable A answer;
        private boolean over;

        Asked(Q question) {
            this.question = question;
        }
    }

    /** The answer to one thread's question. An interrupt does not cut it short: what was asked may already be done. */
    A ask(Q question) {
        Asked<Q, A> mine = new Asked<>(question);
        List<Asked<Q, A>> taken = join(mine);
        if (!taken.isEmpty()) {
            answer(taken);
        }
        A answer = mine.answer;
        return answer == null ? work.apply(List.of(question)).get(0) : answer;
    }

    /** All that wait, with mine among them, for this thread to answer; none where another has answered mine. */
    private List<Asked<Q, A>> join(Asked<Q, A> mine) {
        lock.lock();
        try {
            waiting.add(mine);
            came.signal();
            while (busy && !mine.over) {
                ended.awaitUninterruptibly();
            }
            if (mine.over) {
                return List.of();
            }
            busy = true;
            awaitOthers();
            List<Asked<Q, A>> all = waiting;
            waiting = new ArrayList<>();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void awaitOthers() {
        Set<Thread> expected = new HashSet<>(last);
        expected.addAll(beforeLast);
        long left = Math.min(LONGEST_WAIT, took / 2);
        try {
            while (waiting.size() < expected.size() && left > 0) {
                left = came.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(List<Asked<Q, A>> taken) {
        long begun = System.nanoTime();
        try {
            List<A> answers = work.apply(taken.stream().map(one -> one.question).toList());
            for (int index = 0; index < answers.size(); index++) {
                taken.get(index).answer = answers.get(index);
            }
        } catch (RuntimeException failure) {
            if (taken.size() == 1) {
                throw failure;
            }
        } finally {
            end(taken, System.nanoTime() - begun);
        }
    }

    private void end(List<Asked<Q, A>> taken, long nanos) {
        lock.lock();
        try {
            beforeLast = last;
            last = new HashSet<>();
            for (Asked<Q, A> one : taken) {
                one.over = true;
                last.add(one.by);
            }
            took = nanos;
            busy = false;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
