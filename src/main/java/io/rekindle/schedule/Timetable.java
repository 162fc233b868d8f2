package io.rekindle.schedule;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.TriggerListener;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * The calendar of all nodes, kept by Quartz in the database: each time is fired on one node. On start it is made to say
 * what the rule book and the settings say; a schedule that did not change keeps its next time.
 */
public final class Timetable implements AutoCloseable {

    private static final String NODE_JOBS = "rekindle";
    private static final String CAMPAIGNS = "campaign";
    private static final String NIGHTLY = "0 30 3 * * ?";

    private final Scheduler scheduler;
    private final Supplier<RuleBook> book;
    private final ScheduleSettings settings;

    private Timetable(Scheduler scheduler, Supplier<RuleBook> book, ScheduleSettings settings) {
        this.scheduler = scheduler;
        this.book = book;
        this.settings = settings;
    }

    /**
     * The calendar in that database, not started yet.
     *
     * @param book the one that is in force
     */
    public static Timetable open(
            DataSource source, String node, Supplier<RuleBook> book, ScheduleSettings settings, Work work) {
        try {
            Scheduler scheduler = QuartzNode.open(source, node, settings, new Jobs(work, book));
            return new Timetable(scheduler, book, settings);
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot open the calendar", failure);
        }
    }

    /** Writes the timetable and begins to keep it. */
    public void start() {
        try {
            every(Jobs.SweepJob.class, "sweep", settings.sweep());
            every(Jobs.RecoveryJob.class, "recovery", settings.recovery());
            every(Jobs.ExpiryJob.class, "expiry", settings.coupons());
            every(Jobs.ReturnsJob.class, "returns", settings.returns());
            every(Jobs.InquiryJob.class, "inquiry", settings.inquiry());
            campaigns(book.get());
            nightly(book.get());
            scheduler.start();
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot write the timetable", failure);
        }
    }

    /** Writes the campaigns' times anew, once another book is in force. */
    public void campaignsChanged() {
        try {
            campaigns(book.get());
            nightly(book.get());
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot write the timetable", failure);
        }
    }

    private void every(Class<? extends Job> job, String name, Duration interval) throws SchedulerException {
        TriggerKey key = TriggerKey.triggerKey(name, NODE_JOBS);
        boolean asBefore = scheduler.getTrigger(key) instanceof SimpleTrigger before
                && before.getRepeatInterval() == interval.toMillis();
        if (!asBefore) {
            SimpleScheduleBuilder schedule = SimpleScheduleBuilder.simpleSchedule()
                    .withIntervalInMilliseconds(interval.toMillis())
                    .repeatForever()
                    // Each run does all there is to do: runs that were missed are not made up for.
                    .withMisfireHandlingInstructionNextWithRemainingCount();
            put(job, TriggerBuilder.newTrigger().withIdentity(key).withSchedule(schedule));
        }
        unstick(key);
    }

    private void campaigns(RuleBook inForce) throws SchedulerException {
        Set<TriggerKey> wanted = new HashSet<>();
        for (Campaign campaign : inForce.campaigns()) {
            if (campaign.trigger() instanceof Trigger.Schedule schedule) {
                TriggerKey key = TriggerKey.triggerKey(campaign.name(), CAMPAIGNS);
                wanted.add(key);
                strikes(Jobs.CampaignJob.class, key, Cron.of(schedule), zone(inForce));
            }
        }
        for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(CAMPAIGNS))) {
            if (!wanted.contains(key)) {
                scheduler.deleteJob(JobKey.jobKey(key.getName(), CAMPAIGNS));
            }
        }
    }

    /** What is done once a day, when few messages leave. */
    private void nightly(RuleBook inForce) throws SchedulerException {
        strikes(Jobs.RetentionJob.class, TriggerKey.triggerKey("retention", NODE_JOBS), NIGHTLY, zone(inForce));
    }

    private static TimeZone zone(RuleBook inForce) {
        return TimeZone.getTimeZone(inForce.policy().zone());
    }

    private void strikes(Class<? extends Job> job, TriggerKey key, String cron, TimeZone zone)
            throws SchedulerException {
        boolean asBefore = scheduler.getTrigger(key) instanceof CronTrigger before
                && before.getCronExpression().equals(cron)
                && before.getTimeZone().equals(zone);
        if (!asBefore) {
            CronScheduleBuilder schedule = CronScheduleBuilder.cronSchedule(cron)
                    .inTimeZone(zone)
                    // A strike missed because no node ran is made up for once, as soon as one does.
                    .withMisfireHandlingInstructionFireAndProceed();
            put(job, TriggerBuilder.newTrigger().withIdentity(key).withSchedule(schedule));
        }
        unstick(key);
    }

    /** Adds job and trigger, or puts the new trigger in the old one's place. */
    private void put(Class<? extends Job> job, TriggerBuilder<?> unfinished) throws SchedulerException {
        org.quartz.Trigger trigger = unfinished.build();
        TriggerKey key = trigger.getKey();
        if (scheduler.checkExists(key)) {
            scheduler.rescheduleJob(key, trigger);
            return;
        }
        JobDetail detail = JobBuilder.newJob(job)
                .withIdentity(key.getName(), key.getGroup())
                .build();
        try {
            scheduler.scheduleJob(detail, trigger);
        } catch (ObjectAlreadyExistsException otherNode) {
            // Another node that started just now was first; its trigger says the same.
            scheduler.getTrigger(key);
        }
    }

    /** A job whose class could not be loaded by some node leaves its trigger in error; this node knows the class. */
    private void unstick(TriggerKey key) throws SchedulerException {
        if (scheduler.getTriggerState(key) == TriggerState.ERROR) {
            scheduler.resetTriggerFromErrorState(key);
        }
    }

    /** Has somebody told of everything that the calendar fires on this node, or misses. */
    public void tell(TriggerListener listener) {
        try {
            scheduler.getListenerManager().addTriggerListener(listener);
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot listen to the calendar", failure);
        }
    }

    /** Whether the calendar is being kept. */
    public boolean isRunning() {
        try {
            return scheduler.isStarted() && !scheduler.isInStandbyMode() && !scheduler.isShutdown();
        } catch (SchedulerException failure) {
            return false;
        }
    }

    /** When the next scheduled campaign strikes; empty where none is scheduled. */
    public Optional<Instant> nextCampaign() {
        try {
            Optional<Instant> next = Optional.empty();
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(CAMPAIGNS))) {
                org.quartz.Trigger trigger = scheduler.getTrigger(key);
                if (trigger != null && trigger.getNextFireTime() != null) {
                    Instant strike = trigger.getNextFireTime().toInstant();
                    next = next.filter(strike::isAfter).or(() -> Optional.of(strike));
                }
            }
            return next;
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot read the timetable", failure);
        }
    }

    /** Waits for the jobs of this node that run. */
    @Override
    public void close() {
        try {
            // First at rest, so that shutting down does not interrupt a question to the database.
            scheduler.standby();
            scheduler.shutdown(true);
        } catch (SchedulerException failure) {
            throw new TimetableException("cannot close the calendar", failure);
        }
    }
}
