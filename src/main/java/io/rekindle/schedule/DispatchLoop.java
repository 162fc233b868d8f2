package io.rekindle.schedule;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Inquiry;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.delivery.Sandbox;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import io.rekindle.engine.delivery.provider.Turn;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.PostgresAllowances;
import io.rekindle.settings.DeliverySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to channels as they come due: for each channel so many workers, each sending one message at a time by
 * whichever of the channel's providers has a place for it. One worker of a channel looks now and then; it and the bell call the others when there is more than it takes up.
 */
public final class DispatchLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);
    private static final int SANDBOX_BATCH = 500;
    private static final int MOST_ASKED = 50;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Installation installation;
    private final DeliverySettings settings;
    private final String node;
    private final Map<ChannelName, Channel> channels;
    private final Links links;
    private final Outbox outbox;
    private final Map<ChannelName, List<Worker>> workers = new TreeMap<>();
    private final Map<ChannelName, AtomicBoolean> hurried = new TreeMap<>();
    private volatile boolean closed;

    /** A loop that works on the ledger as it is. */
    public DispatchLoop(
            Installation installation,
            DeliverySettings settings,
            String node,
            Map<ChannelName, Channel> channels,
            Links links) {
        this(installation, settings, node, channels, links, UnaryOperator.identity());
    }

    /**
     * @param node tells the dispatchers of this node apart from others' in the ledger
     * @param channels who carries what; none where nothing is sent. They are closed with the loop
     * @param links addresses of ours that messages carry
     * @param ledger what to put before the ledger, such as a count of what leaves
     */
    public DispatchLoop(
            Installation installation,
            DeliverySettings settings,
            String node,
            Map<ChannelName, Channel> channels,
            Links links,
            UnaryOperator<Outbox> ledger) {
        this.links = links;
        this.installation = installation;
        this.settings = settings;
        this.node = node;
        this.channels = channels.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> withProviders(one.getValue())));
        this.outbox = ledger.apply(installation.outbox(settings.perSecond()));
    }

    /** Starts the workers on platform threads, and notes who carries what, so that each can be stopped by its name. */
    public void start() {
        start(WaitingThreads.platform());
    }

    /** The same on threads of that kind. */
    public void start(ThreadFactory threads) {
        installation.carriers().are(providers());
        channels.forEach((name, channel) -> {
            boolean sandbox = channel instanceof Sandbox;
            List<Worker> mine = new ArrayList<>();
            AtomicBoolean hurry = hurried.computeIfAbsent(name, any -> new AtomicBoolean());
            for (int index = 0; index < (sandbox ? 1 : settings.connections(name)); index++) {
                mine.add(new Worker(channel, index, mine, hurry, threads));
            }
            workers.put(name, mine);
        });
        workers.values().forEach(some -> some.forEach(one -> one.thread.start()));
    }

    /** Tells what a sweep planned: what answers somebody's doing just now goes before the rest of a batch already taken up. */
    public void planned(SweepReport report) {
        if (report.touchpoints() > 0) {
            RuleBook book = installation.release().book();
            boolean urgent = report.rulings().keySet().stream()
                    .anyMatch(one -> one.outcome() == Outcome.SEND && book.isUrgent(one.campaign()));
            if (urgent) {
                hurried.values().forEach(one -> one.set(true));
            }
            wake();
        }
    }

    /** Tells that messages may have come due. */
    public void wake() {
        workers.values().forEach(some -> some.get(0).bell.ring());
    }

    public Set<ChannelName> channels() {
        return channels.keySet();
    }

    /** Lets each worker finish the message it is at, as long as a lease lasts, and closes the channels. */
    @Override
    public void close() {
        closed = true;
        workers.values().forEach(some -> some.forEach(one -> one.bell.ring()));
        long deadline = System.nanoTime() + settings.lease().toNanos();
        workers.values().forEach(some -> some.forEach(one -> one.joinUntil(deadline)));
        channels.values().forEach(Channel::close);
    }

    /** Asks the providers that can tell about messages in doubt. */
    public Inquiry.Found inquire() {
        Map<ChannelName, Lookup> lookups = new TreeMap<>();
        channels.forEach((name, channel) -> channel.lookup().ifPresent(lookup -> lookups.put(name, lookup)));
        Inquiry inquiry = new Inquiry(installation.doubts(), lookups, settings.notTakenAfter());
        Release release = installation.release();
        try (Evaluator evaluator = new Evaluator(release)) {
            return inquiry.ask(
                    evaluator,
                    new Renderer(release.book(), links),
                    installation.clock().millis(),
                    MOST_ASKED);
        }
    }

    private Map<ChannelName, List<String>> providers() {
        return channels.values().stream()
                .filter(Providers.class::isInstance)
                .map(Providers.class::cast)
                .collect(Collectors.toMap(
                        Providers::name,
                        one -> one.providers().stream().map(Provider::name).toList()));
    }

    /** Providers that are taken to be down. */
    public Set<String> down() {
        return channels.values().stream()
                .filter(Providers.class::isInstance)
                .flatMap(one -> ((Providers) one).down().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A channel that stands alone is its own only provider; a sandbox has none. */
    private Channel withProviders(Channel channel) {
        return channel instanceof Providers || channel instanceof Sandbox
                ? channel
                : new Providers(
                        channel.name(),
                        List.of(new Provider(channel.name().value(), channel)),
                        new PostgresAllowances(installation.dataSource()),
                        settings.retryShare());
    }

    /** Asked before each message of a batch: cuts it short once, where something urgent came up. */
    private static final class Cut implements BooleanSupplier {
        private final AtomicBoolean hurry;
        private int sent;
        private boolean made;

        Cut(AtomicBoolean hurry) {
            this.hurry = hurry;
        }

        @Override
        public boolean getAsBoolean() {
            made = hurry.compareAndSet(true, false);
            sent += made ? 0 : 1;
            return made;
        }
    }

    private final class Worker implements Runnable {
        private final Thread thread;
        private final Channel channel;
        private final Bell bell = new Bell();
        private final Pace pace = new Pace(settings.batch());
        private final int index;
        private final List<Worker> all;
        /** Set when something urgent came up for the channel; whoever takes up messages next sees it. */
        private final AtomicBoolean hurry;

        Worker(Channel channel, int index, List<Worker> all, AtomicBoolean hurry, ThreadFactory threads) {
            this.channel = channel;
            this.index = index;
            this.all = all;
            this.hurry = hurry;
            this.thread = threads.newThread(this);
            this.thread.setName("dispatch-" + channel.name() + "-" + index);
        }

        @Override
        public void run() {
            while (!closed) {
                Release release = installation.release();
                Renderer renderer = new Renderer(release.book(), links);
                try (Evaluator evaluator = new Evaluator(release)) {
                    while (!closed && installation.release() == release) {
                        if (!dispatchSafely(evaluator, renderer)) {
                            rest();
                        }
                    }
                }
            }
        }

        /** Returns whether there is likely more to be taken up; then the next worker is called too. */
        private boolean dispatchSafely(Evaluator evaluator, Renderer renderer) {
            try {
                boolean more = dispatch(evaluator, renderer);
                if (more && index + 1 < all.size()) {
                    all.get(index + 1).bell.ring();
                }
                return more;
            } catch (RuntimeException failure) {
                // The loop's edge: what was taken up comes back when its lease runs out.
                LOG.error("dispatching failed", failure);
                bell.await(PAUSE_AFTER_FAILURE);
                return false;
            }
        }

        /** Takes up as many messages as providers have places for; none where nobody carries anything now. */
        private boolean dispatch(Evaluator evaluator, Renderer renderer) {
            if (channel instanceof Sandbox) {
                return dispatcher(channel).dispatch(evaluator, renderer, installation.clock()::millis, SANDBOX_BATCH)
                        == SANDBOX_BATCH;
            }
            long begun = System.nanoTime();
            try (Turn turn = ((Providers) channel).turn(pace.next(), settings.lease(), installation.clock()::millis)) {
                int places = turn.places();
                hurry.set(false);
                Cut cut = new Cut(hurry);
                int taken = places == 0
                        ? 0
                        : dispatcher(turn)
                                .dispatch(
                                        evaluator,
                                        renderer,
                                        installation.clock()::millis,
                                        places,
                                        turn.mayRetry(),
                                        cut);
                if (cut.made) {
                    pace.cutShort(cut.sent);
                } else {
                    pace.took(taken, Duration.ofNanos(System.nanoTime() - begun));
                }
                return places > 0 && taken == places;
            }
        }

        private Dispatcher dispatcher(Channel by) {
            String name = node + "/" + by.name() + "/" + index;
            return new Dispatcher(name, outbox, Map.of(by.name(), by), settings.lease());
        }

        private void rest() {
            if (index == 0) {
                bell.await(settings.poll());
            } else {
                bell.await();
            }
        }

        private void joinUntil(long deadline) {
            try {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                thread.join(left.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
