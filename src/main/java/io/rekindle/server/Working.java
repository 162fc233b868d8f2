package io.rekindle.server;

import io.rekindle.release.RuleWatch;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.schedule.Sweeper;
import io.rekindle.schedule.Timetable;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.springframework.context.SmartLifecycle;

/** Starts what works by itself before requests are answered, and stops it after the last: calendar, sweeps, delivery, and the watch over the rules. */
final class Working implements SmartLifecycle {

    private final DispatchLoop dispatch;
    private final Sweeper sweeper;
    private final Optional<Timetable> timetable;
    private final RuleWatch rules;
    private final ThreadFactory threads;
    private volatile boolean running;

    /** @param threads what messages are sent on */
    Working(
            DispatchLoop dispatch,
            Sweeper sweeper,
            Optional<Timetable> timetable,
            RuleWatch rules,
            ThreadFactory threads) {
        this.dispatch = dispatch;
        this.sweeper = sweeper;
        this.timetable = timetable;
        this.rules = rules;
        this.threads = threads;
    }

    @Override
    public void start() {
        running = true;
        dispatch.start(threads);
        sweeper.start();
        timetable.ifPresent(Timetable::start);
        rules.start();
    }

    @Override
    public void stop() {
        rules.close();
        timetable.ifPresent(Timetable::close);
        sweeper.close();
        dispatch.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The web server's phase is higher: it starts after, and stops before. */
    @Override
    public int getPhase() {
        return 0;
    }
}
