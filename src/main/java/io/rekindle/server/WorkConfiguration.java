package io.rekindle.server;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Links;
import io.rekindle.metrics.Metrics;
import io.rekindle.postgres.PostgresAllowances;
import io.rekindle.postgres.Retention;
import io.rekindle.receipt.LetterReceipts;
import io.rekindle.receipt.Postbox;
import io.rekindle.receipt.Receipts;
import io.rekindle.receipt.SmsReceipts;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.release.RuleWatch;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.schedule.NodeWork;
import io.rekindle.schedule.Sweeper;
import io.rekindle.schedule.Timetable;
import io.rekindle.schedule.WaitingThreads;
import io.rekindle.settings.Channels;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.DeliverySettings;
import io.rekindle.settings.Email;
import io.rekindle.settings.RetentionSettings;
import io.rekindle.settings.RulesSettings;
import io.rekindle.settings.ScheduleSettings;
import io.rekindle.settings.SendingMode;
import io.rekindle.settings.SendingSettings;
import io.rekindle.settings.ThreadsSettings;
import io.rekindle.settings.Ways;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What works by itself: the calendar, the sweeps, and the loops that send. Started and stopped by {@link Working}. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    private final NodeName node = NodeName.random();

    @Bean(destroyMethod = "")
    DispatchLoop dispatchLoop(
            Installation installation,
            SendingSettings sending,
            ChannelsSettings channels,
            DeliverySettings delivery,
            Metrics metrics,
            Ways ways,
            Links links) {
        Map<ChannelName, Channel> open = Channels.open(
                sending.mode(),
                channels,
                delivery,
                new PostgresAllowances(installation.dataSource()),
                installation.release().book(),
                ways);
        if (sending.mode() == SendingMode.LIVE) {
            LinksNeeded.check(installation.release().book(), open.keySet(), ways);
        }
        return new DispatchLoop(installation, delivery, node.value(), metrics.metered(open), links, metrics::metered);
    }

    @Bean(destroyMethod = "")
    Sweeper sweeper(
            Installation installation,
            Evaluators evaluators,
            LiveRelease live,
            ScheduleSettings schedule,
            DispatchLoop dispatch,
            Metrics metrics) {
        return new Sweeper(
                installation, evaluators, live, schedule.threadsOfSweep(), metrics::swept, dispatch::planned);
    }

    @Bean
    Receipts receipts(Installation installation, Sweeper sweeper, Metrics metrics) {
        return new Receipts(installation, sweeper::soon, receipt -> {
            metrics.received(receipt);
            metrics.sources().heard("receipts");
        });
    }

    @Bean
    SmsReceipts smsReceipts(Receipts receipts) {
        return new SmsReceipts(receipts);
    }

    @Bean
    LetterReceipts letterReceipts(Receipts receipts) {
        return new LetterReceipts(receipts);
    }

    @Bean
    Postbox postbox(ChannelsSettings channels, LetterReceipts receipts) {
        return new Postbox(Optional.ofNullable(channels.email()).flatMap(Email::mailbox), receipts::take);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnBooleanProperty(name = "rekindle.schedule.enabled", matchIfMissing = true)
    Timetable timetable(
            Installation installation,
            ScheduleSettings schedule,
            DeliverySettings delivery,
            Sweeper sweeper,
            DispatchLoop dispatch,
            Postbox postbox,
            RetentionSettings kept,
            Metrics metrics) {
        Retention retention = new Retention(
                installation.dataSource(),
                kept.events().kept(),
                kept.decisions().kept(),
                metrics::deleted);
        Timetable timetable = Timetable.open(
                installation.dataSource(),
                node.value(),
                () -> installation.release().book(),
                schedule,
                new NodeWork(installation, sweeper, dispatch, postbox, node.value(), delivery.redrivable(), retention));
        timetable.tell(metrics.calendar());
        return timetable;
    }

    @Bean(destroyMethod = "")
    RuleWatch ruleWatch(
            LiveRelease live, RulesSettings rules, Sweeper sweeper, Optional<Timetable> timetable, Metrics metrics) {
        live.onChange(book -> {
            timetable.ifPresent(Timetable::campaignsChanged);
            sweeper.soon();
        });
        RuleWatch watch = new RuleWatch(live, rules.path(), rules.look());
        metrics.rules(watch);
        return watch;
    }

    @Bean
    Working working(
            DispatchLoop dispatch,
            Sweeper sweeper,
            Optional<Timetable> timetable,
            RuleWatch rules,
            ThreadsSettings threads) {
        return new Working(dispatch, sweeper, timetable, rules, WaitingThreads.virtual(threads.virtual()));
    }
}
