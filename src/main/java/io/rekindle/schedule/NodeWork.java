package io.rekindle.schedule;

import io.rekindle.Installation;
import io.rekindle.engine.delivery.Inquiry;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.postgres.DeadLetters;
import io.rekindle.postgres.HookDeliveries;
import io.rekindle.postgres.PostgresAllowances;
import io.rekindle.postgres.Retention;
import io.rekindle.postgres.ScheduledRuns;
import io.rekindle.receipt.Postbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node does when the calendar sets it off. */
public final class NodeWork implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(NodeWork.class);

    /** Far longer than any tolerance between a webhook's timestamp and our clock. */
    private static final Duration DELIVERIES_KEPT = Duration.ofDays(1);

    private static final int COUNTS_KEPT = 7;

    private final Installation installation;
    private final Sweeper sweeper;
    private final DispatchLoop dispatch;
    private final Postbox postbox;
    private final String node;
    private final Duration redrivable;
    private final Retention retention;

    /**
     * Work of a node.
     *
     * @param redrivable how long messages that were given up can be set going again
     */
    public NodeWork(
            Installation installation,
            Sweeper sweeper,
            DispatchLoop dispatch,
            Postbox postbox,
            String node,
            Duration redrivable,
            Retention retention) {
        this.installation = installation;
        this.sweeper = sweeper;
        this.dispatch = dispatch;
        this.postbox = postbox;
        this.node = node;
        this.redrivable = redrivable;
        this.retention = retention;
    }

    @Override
    public void sweep(long firedAt) {
        sweeper.sweepUnlessSweeping();
    }

    /**
     * Customers of the book's zone fall due at the strike, those of other zones at theirs: the sweep takes whoever is due.
     * The strike is run by the node that writes its row, however many nodes the calendar fired it on.
     */
    @Override
    public void campaign(String campaign, Trigger.Schedule schedule, long firedAt) {
        long strike = Cron.strikeAtOrBefore(schedule, installation.policy().zone(), firedAt);
        if (new ScheduledRuns(installation.dataSource()).take("campaign/" + campaign, strike, node)) {
            LOG.info(
                    "campaign {} strikes, {} ms after its time",
                    campaign,
                    installation.clock().millis() - strike);
            sweeper.sweepUntil(firedAt);
        }
    }

    @Override
    public void recover() {
        int inDoubt = installation.outbox().recover(installation.clock().millis());
        if (inDoubt > 0) {
            LOG.warn("{} messages are in doubt: a dispatcher went away while sending them", inDoubt);
        }
        dispatch.wake();
    }

    @Override
    public void expire() {
        long now = installation.clock().millis();
        int freed = installation.coupons().expire(now);
        if (freed > 0) {
            LOG.info("{} coupons expired unused", freed);
        }
        int closed = new DeadLetters(installation.dataSource())
                .close(now - redrivable.toMillis(), installation.policy().zone(), now);
        if (closed > 0) {
            LOG.warn("{} messages that no provider took were not set going again and are rejected", closed);
        }
        new PostgresAllowances(installation.dataSource())
                .forget(LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC)
                        .minusDays(COUNTS_KEPT));
        new HookDeliveries(installation.dataSource()).forget(now - DELIVERIES_KEPT.toMillis());
    }

    @Override
    public void retain() {
        retention.keep(installation.clock().instant());
    }

    @Override
    public void returns() {
        postbox.empty();
    }

    @Override
    public void inquire() {
        Inquiry.Found found = dispatch.inquire();
        if (found.taken() + found.notTaken() > 0) {
            LOG.info("of the messages in doubt, {} were taken and {} were not", found.taken(), found.notTaken());
        }
        if (found.notTaken() > 0) {
            dispatch.wake();
        }
    }
}
