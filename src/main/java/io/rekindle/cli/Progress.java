package io.rekindle.cli;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far long work is, on standard error: a bar where somebody watches, else a line every ten percent, so that a log
 * stays readable.
 */
final class Progress implements AutoCloseable {

    private static final int REDRAW_MILLIS = 250;
    private static final int WIDTH = 90;
    private static final int TENTHS = 10;

    private final String task;
    private final @Nullable ProgressBar bar;
    private long total;
    private long done;
    private long shown;

    /**
     * @param total how much there is to do; 0 or less where that is not known yet
     */
    Progress(String task, long total, String unit) {
        this.task = task;
        this.total = total;
        this.bar = Boolean.getBoolean("rekindle.terminal") ? bar(task, total, unit) : null;
    }

    private static ProgressBar bar(String task, long total, String unit) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit.isEmpty() ? "" : " " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .startsFrom(0, Duration.ZERO)
                .setConsumer(new ConsoleProgressBarConsumer(new PrintStream(System.err, true), WIDTH))
                .build();
    }

    void stepTo(long reached) {
        done = reached;
        if (bar != null) {
            bar.stepTo(reached);
        } else if (total > 0 && done * TENTHS / total > shown) {
            shown = done * TENTHS / total;
            System.err.println(task + ": " + shown * TENTHS + " %");
        }
    }

    void step() {
        stepTo(done + 1);
    }

    /** So much done of a total that was not known before. */
    void of(long reached, long ofTotal) {
        total = ofTotal;
        if (bar != null) {
            bar.maxHint(ofTotal);
        }
        stepTo(reached);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
