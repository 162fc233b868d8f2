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
        @DefaultValue("4") int threads,
        @DefaultValue("5s") Duration misfire) {

    /** As in application.yml. */
    public static final ScheduleSettings DEFAULT = new ScheduleSettings(
            true,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
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
    }
}
