package io.rekindle.replay;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.delivery.Sandbox;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.link.SealedLinks;
import io.rekindle.postgres.SealingKey;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes an installation through past days on a simulated clock, by the sweep and the dispatcher that run every day. Its
 * messages are kept in the sandbox: nothing of a replay is ever sent.
 */
public final class DayByDay {

    private static final int MESSAGES_AT_A_TIME = 1000;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Map<ChannelName, Channel> SANDBOX = Map.of(
            ChannelName.EMAIL, new Sandbox(ChannelName.EMAIL),
            ChannelName.SMS, new Sandbox(ChannelName.SMS),
            ChannelName.PUSH, new Sandbox(ChannelName.PUSH));

    private final Installation installation;
    private final ShopDay shopDay;

    /** What else happens on a day once its messages are out: how a simulated shop's customers react to them. */
    public interface ShopDay {

        ShopDay NOTHING = until -> {};

        /** Stores what happens because of the messages kept since the last call; the instant is epoch milliseconds. */
        void react(long until);
    }

    public DayByDay(Installation installation, ShopDay shopDay) {
        this.installation = installation;
        this.shopDay = shopDay;
    }

    /**
     * Replays the days from one to another, both included, in the rule book's zone.
     *
     * @param after told of each day that is done
     */
    public SweepReport run(LocalDate from, LocalDate to, Consumer<LocalDate> after) {
        ZoneId zone = installation.policy().zone();
        SweepReport report = SweepReport.NOTHING;
        Renderer renderer = new Renderer(installation.release().book(), links());
        long first = from.atStartOfDay(zone).toInstant().toEpochMilli();
        try (Evaluator evaluator = installation.evaluator()) {
            for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
                long end = endOf(day, zone);
                report = report.plus(day(evaluator, renderer, first, end));
                after.accept(day);
            }
        }
        return report;
    }

    /** As they would be where the server's page is by default. */
    private Links links() {
        Seal seal = new Seal(SealingKey.of(installation.dataSource()));
        return new SealedLinks(() -> "http://localhost:8080/", seal, SealedLinks.Tracking.NOTHING);
    }

    /** Sweeps and dispatches in turn until the day brings nothing new. */
    private SweepReport day(Evaluator evaluator, Renderer renderer, long first, long end) {
        SweepReport report = SweepReport.NOTHING;
        Dispatcher dispatcher = new Dispatcher("replay", installation.outbox(), SANDBOX, LEASE);
        int sent;
        do {
            report = report.plus(installation.sweep().run(evaluator, first, end, customers -> {}));
            sent = 0;
            int some;
            do {
                some = dispatcher.dispatch(evaluator, renderer, () -> end, MESSAGES_AT_A_TIME);
                sent += some;
            } while (some > 0);
            if (sent > 0) {
                shopDay.react(end);
            }
        } while (sent > 0);
        installation.coupons().expire(end);
        return report;
    }

    /** The last instant of a day, epoch milliseconds. */
    public static long endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli() - 1;
    }

    /** How many days a replay takes. */
    public static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }
}
