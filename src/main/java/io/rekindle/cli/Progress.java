package io.rekindle.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, for work that takes longer than a moment. */
final class Progress implements AutoCloseable {

    private static final int REDRAW_MILLIS = 250;
    private static final int WIDTH = 90;

    private final ProgressBar bar;

    Progress(String task, long total, String unit) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .startsFrom(0, Duration.ZERO)
                .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), WIDTH))
                .build();
    }

    void stepTo(long done) {
        bar.stepTo(done);
    }

    /** So much done of a total that was not known before. */
    void of(long done, long total) {
        bar.maxHint(total);
        bar.stepTo(done);
    }

    void step() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
