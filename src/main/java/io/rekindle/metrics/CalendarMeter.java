package io.rekindle.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the calendar missed on this node, and how late the rest was. */
final class CalendarMeter extends TriggerListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarMeter.class);

    private final MeterRegistry registry;

    CalendarMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String getName() {
        return "metrics";
    }

    @Override
    public void triggerFired(Trigger trigger, JobExecutionContext context) {
        Duration late = Duration.between(
                context.getScheduledFireTime().toInstant(),
                context.getFireTime().toInstant());
        registry.timer("rekindle.schedule.lag", "job", trigger.getKey().getName())
                .record(late.isNegative() ? Duration.ZERO : late);
    }

    @Override
    public void triggerMisfired(Trigger trigger) {
        LOG.warn("the calendar missed {}", trigger.getKey().getName());
        registry.counter("rekindle.schedule.misfires", "job", trigger.getKey().getName())
                .increment();
    }
}
