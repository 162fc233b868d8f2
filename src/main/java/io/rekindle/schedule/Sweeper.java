package io.rekindle.schedule;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.sweep.ReleaseReplacedException;
import io.rekindle.engine.sweep.Sweep;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweeps of this node. One of everybody runs at a time, on as many threads as it is given; who asks while it runs is served by
 * one more right after. Customers whose events have just been stored are swept ahead of everybody, by a thread of their own.
 */
public final class Sweeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** Of customers swept ahead of everybody: few, so that the first of them need not wait for many. */
    private static final int AHEAD_AT_ONCE = 500;

    private final Installation installation;
    private final Evaluators evaluators;
    private final LiveRelease live;
    private final int threads;
    private final Consumer<SweepReport> listener;
    private final Consumer<Map<String, Long>> planned;
    private final ReentrantLock sweeping = new ReentrantLock();
    private final Bell asked = new Bell();
    private final Ahead ahead = new Ahead();
    private final Thread thread = new Thread(this::run, "sweeper");
    private final Thread aheadThread = new Thread(this::runAhead, "sweeper-ahead");
    private volatile boolean closed;
    private volatile long lastSweep;

    /** Sweeps of one thread each, of whose ends nobody is told. */
    public Sweeper(
            Installation installation, Evaluators evaluators, LiveRelease live, Consumer<Map<String, Long>> planned) {
        this(installation, evaluators, live, 1, report -> {}, planned);
    }

    /**
     * @param live asked when a sweep finds that another release went live
     * @param threads that one sweep takes at most
     * @param listener told of every sweep that evaluated anybody
     * @param planned told how many messages of each campaign a sweep has planned, whenever it has committed some
     */
    public Sweeper(
            Installation installation,
            Evaluators evaluators,
            LiveRelease live,
            int threads,
            Consumer<SweepReport> listener,
            Consumer<Map<String, Long>> planned) {
        this.installation = installation;
        this.evaluators = evaluators;
        this.live = live;
        this.threads = threads;
        this.listener = listener;
        this.planned = planned;
        this.thread.setDaemon(true);
        this.aheadThread.setDaemon(true);
    }

    /** Begins to serve who asks for a sweep soon. */
    public void start() {
        thread.start();
        aheadThread.start();
    }

    /** Asks for a sweep as soon as may be; returns at once. */
    public void soon() {
        asked.ring();
    }

    /** Asks that these customers are swept as soon as may be, ahead of everybody; returns at once. */
    public void soon(Collection<CustomerId> customers) {
        if (!ahead.add(customers)) {
            soon();
        }
    }

    /** Sweeps everybody who is due now, unless a sweep of this node is at it. */
    public SweepReport sweepUnlessSweeping() {
        if (!sweeping.tryLock()) {
            return SweepReport.NOTHING;
        }
        try {
            return sweep(installation.clock().millis());
        } finally {
            sweeping.unlock();
        }
    }

    /** Sweeps everybody due at the instant (epoch milliseconds), after the sweep that runs, if one does. */
    public SweepReport sweepUntil(long instant) {
        sweeping.lock();
        try {
            return sweep(instant);
        } finally {
            sweeping.unlock();
        }
    }

    private SweepReport sweep(long until) {
        long from = until - Sweep.CATCH_UP.toMillis();
        Sweep sweep = new Sweep(new ToldAtOnce(installation.due(), planned));
        SweepReport report = tell(onLive(() -> sweep.run(evaluators::lendTo, threads, from, until, customers -> {})));
        lastSweep = installation.clock().millis();
        return report;
    }

    /**
     * Sweeps those customers of them who are due, without waiting for others. One whom the sweep of everybody has just now is passed
     * over; since that sweep began sooner and may not look as far, it is followed by another one.
     */
    public SweepReport sweep(Collection<CustomerId> customers) {
        Sweep sweep = new Sweep(new ToldAtOnce(installation.due(customers), planned));
        boolean besides = sweeping.isLocked();
        SweepReport report = tell(onLive(() -> evaluators.lend(
                evaluator -> sweep.run(evaluator, installation.clock().millis()))));
        if (besides || sweeping.isLocked()) {
            soon();
        }
        return report;
    }

    private SweepReport onLive(Supplier<SweepReport> sweep) {
        try {
            return sweep.get();
        } catch (ReleaseReplacedException replaced) {
            if (!live.follow()) {
                throw replaced;
            }
            return sweep.get();
        }
    }

    private SweepReport tell(SweepReport report) {
        if (report.reviewed() > 0) {
            LOG.info("asked about {} customers whether a new release makes them due", report.reviewed());
        }
        if (!report.createdNothing()) {
            LOG.info(
                    "swept {} customers: {} transitions, {} entries, {} messages planned, {} refused",
                    report.customers(),
                    report.transitions(),
                    report.entries(),
                    report.touchpoints(),
                    report.refusals());
        }
        if (report.evaluations() > 0) {
            listener.accept(report);
        }
        return report;
    }

    /** When a sweep of this node last ended, epoch milliseconds; 0 before the first. */
    public long lastSweep() {
        return lastSweep;
    }

    private void run() {
        while (!closed) {
            asked.await();
            if (!closed) {
                safely(() -> sweepUntil(installation.clock().millis()));
            }
        }
    }

    private void runAhead() {
        while (!closed) {
            List<CustomerId> customers = ahead.take(AHEAD_AT_ONCE);
            if (!closed && !customers.isEmpty()) {
                safely(() -> sweep(customers));
            }
        }
    }

    private void safely(Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException failure) {
            // The loop's edge: the calendar's next sweep tries again.
            LOG.error("a sweep failed", failure);
        }
    }

    /** Waits for the sweeps that run. */
    @Override
    public void close() {
        closed = true;
        asked.ring();
        ahead.wake();
        sweeping.lock();
        try {
            aheadThread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            sweeping.unlock();
        }
    }
}
