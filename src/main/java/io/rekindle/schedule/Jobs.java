package io.rekindle.schedule;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Trigger;
import java.util.function.Supplier;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.spi.JobFactory;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Makes the calendar's jobs, each one line into {@link Work}. Their class names stand in the database, so a job is never
 * renamed without removing the old one.
 */
final class Jobs implements JobFactory {

    private final Work work;
    private final Supplier<RuleBook> book;

    Jobs(Work work, Supplier<RuleBook> book) {
        this.work = work;
        this.book = book;
    }

    @Override
    public Job newJob(TriggerFiredBundle bundle, Scheduler scheduler) throws SchedulerException {
        Class<? extends Job> job = bundle.getJobDetail().getJobClass();
        if (job == SweepJob.class) {
            return new SweepJob(work);
        }
        if (job == CampaignJob.class) {
            return new CampaignJob(work, book);
        }
        if (job == RecoveryJob.class) {
            return new RecoveryJob(work);
        }
        if (job == ExpiryJob.class) {
            return new ExpiryJob(work);
        }
        if (job == ReturnsJob.class) {
            return new ReturnsJob(work);
        }
        if (job == RetentionJob.class) {
            return new RetentionJob(work);
        }
        if (job == InquiryJob.class) {
            return new InquiryJob(work);
        }
        throw new SchedulerException("the calendar has a job of a kind this Rekindle does not know: " + job.getName());
    }

    /** A job whose failure is told to the calendar, which logs it and fires the next time as planned. */
    private abstract static class OneLine implements Job {

        abstract void run(JobExecutionContext context);

        @Override
        public final void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                run(context);
            } catch (RuntimeException failure) {
                throw new JobExecutionException(failure);
            }
        }
    }

    /** One sweep over all nodes at a time; the next fires when it is done. */
    @DisallowConcurrentExecution
    static final class SweepJob extends OneLine {
        private final Work work;

        SweepJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.sweep(context.getScheduledFireTime().toInstant().toEpochMilli());
        }
    }

    static final class CampaignJob extends OneLine {
        private final Work work;
        private final Supplier<RuleBook> book;

        CampaignJob(Work work, Supplier<RuleBook> book) {
            this.work = work;
            this.book = book;
        }

        @Override
        void run(JobExecutionContext context) {
            String name = context.getTrigger().getKey().getName();
            long firedAt = context.getScheduledFireTime().toInstant().toEpochMilli();
            book.get()
                    .campaign(name)
                    .map(campaign -> campaign.trigger() instanceof Trigger.Schedule schedule ? schedule : null)
                    .ifPresent(schedule -> work.campaign(name, schedule, firedAt));
        }
    }

    @DisallowConcurrentExecution
    static final class RecoveryJob extends OneLine {
        private final Work work;

        RecoveryJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.recover();
        }
    }

    @DisallowConcurrentExecution
    static final class ExpiryJob extends OneLine {
        private final Work work;

        ExpiryJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.expire();
        }
    }

    /** One node at a time reads the mailbox. */
    @DisallowConcurrentExecution
    static final class ReturnsJob extends OneLine {
        private final Work work;

        ReturnsJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.returns();
        }
    }

    @DisallowConcurrentExecution
    static final class RetentionJob extends OneLine {
        private final Work work;

        RetentionJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.retain();
        }
    }

    @DisallowConcurrentExecution
    static final class InquiryJob extends OneLine {
        private final Work work;

        InquiryJob(Work work) {
            this.work = work;
        }

        @Override
        void run(JobExecutionContext context) {
            work.inquire();
        }
    }
}
