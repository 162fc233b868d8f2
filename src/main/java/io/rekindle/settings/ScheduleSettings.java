package io.rekindle.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The calendar's own pace.
 *
 * @param enabled whether this node takes part; one that does not only answers requests
 * @param sweep how often customers that are due are looked for; arriving events do not wait for it
 * @param recovery how often leases that ran out are taken back
 * @param coupons how often coupons that expired give their money back
 * @param returns how often the mailbox of returned mail is read, where there is one
 * @param inquiry how often providers that can tell are asked about messages in doubt
 * @param sweepThreads how many threads one sweep of this node takes at most, each with a database connection of its own: 1 to {@value
 *     #MOST_SWEEP_THREADS}, or 0 for as many as there are cores, up to 4
 * @param threads jobs that run at once on this node
 * @param misfire a job later than this is a misfire, and handled as its trigger says
 */
@ConfigurationProperties("rekindle.schedule")
public record ScheduleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration sweep,
        @DefaultValue("10s") Duration recovery,
        @DefaultValue("1m") Duration coupons,
        @DefaultValue("1m") Duration returns,
        @DefaultValue("1m") Duration inquiry,
        @DefaultValue("0") int sweepThreads,
        @DefaultValue("4") int threads,
        @DefaultValue("5s") Duration misfire) {

    static final int MOST_SWEEP_THREADS = 8;

    private static final int USUAL_SWEEP_THREADS = 4;

    /** As in application.yml. */
    public static final ScheduleSettings DEFAULT = new ScheduleSettings(
            true,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            0,
            4,
            Duration.ofSeconds(5));

    public ScheduleSettings {
        for (Duration one : new Duration[] {sweep, recovery, coupons, returns, inquiry, misfire}) {
            if (one.toMillis() < 1) {
                throw new IllegalArgumentException("rekindle.schedule: every interval is at least a millisecond");
            }
        }
        if (threads < 1) {
            throw new IllegalArgumentException("rekindle.schedule.threads is at least 1, not " + threads);
        }
        if (sweepThreads < 0 || sweepThreads > MOST_SWEEP_THREADS) {
            throw new IllegalArgumentException(
                    "rekindle.schedule.sweep-threads is 0 to " + MOST_SWEEP_THREADS + ", not " + sweepThreads);
        }
    }

    /** How many threads one sweep takes at most: 1 or more. */
    public int threadsOfSweep() {
        return sweepThreads == 0
                ? Math.min(Runtime.getRuntime().availableProcessors(), USUAL_SWEEP_THREADS)
                : sweepThreads;
    }
}
