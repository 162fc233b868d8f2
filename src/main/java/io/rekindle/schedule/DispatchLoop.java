package io.rekindle.schedule;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to channels as they come due: for each channel so many workers, each sending one message at a time by
 * whichever of the channel's providers has a place for it. One worker of a channel looks now and then; whoever finds more than it takes
 * up calls another. What answers somebody's doing just now is sent by a worker that rests, or between two messages of another's.
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
    private final Map<ChannelName, Lane> lanes = new TreeMap<>();
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
            int many = sandbox ? 1 : settings.connections(name);
            Lane lane = new Lane(many);
            lanes.put(name, lane);
            List<Worker> mine = new ArrayList<>();
            for (int index = 0; index < many; index++) {
                mine.add(new Worker(channel, index, lane, threads));
            }
            workers.put(name, mine);
        });
        workers.values().forEach(some -> some.forEach(one -> one.thread.start()));
    }

    /**
     * Tells what was planned: what answers somebody's doing just now goes before the rest of a batch already taken up.
     *
     * @param messages how many, by campaign
     */
    public void planned(Map<String, Long> messages) {
        RuleBook book = installation.release().book();
        long all = messages.values().stream().mapToLong(Long::longValue).sum();
        long urgent = messages.entrySet().stream()
                .filter(one -> book.isUrgent(one.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        channels.forEach((name, channel) -> {
            Lane lane = lanes.get(name);
            if (lane != null && urgent > 0 && !(channel instanceof Sandbox)) {
                lane.urgent(urgent);
            }
            if (lane != null && (all > urgent || channel instanceof Sandbox)) {
                lane.due();
            }
        });
    }

    /** Tells that messages may have come due. */
    public void wake() {
        lanes.values().forEach(Lane::due);
    }

    public Set<ChannelName> channels() {
        return channels.keySet();
    }

    /** Lets each worker finish the message it is at, as long as a lease lasts, gives back the others and closes the channels. */
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(Lane::close);
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

    private final class Worker implements Runnable {
        private final Thread thread;
        private final Channel channel;
        private final Pace pace = new Pace(settings.batch());
        private final int index;
        private final Lane lane;
        /** Whether it knows of more than it has taken up. */
        private boolean more;

        Worker(Channel channel, int index, Lane lane, ThreadFactory threads) {
            this.channel = channel;
            this.index = index;
            this.lane = lane;
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
                            // One of them looks now and then.
                            lane.rest(index, index == 0 ? settings.poll() : null);
                        }
                    }
                }
            }
        }

        /** Returns whether there is likely more to be taken up; then another worker is called too. */
        private boolean dispatchSafely(Evaluator evaluator, Renderer renderer) {
            try {
                boolean nothingElse = rush(evaluator, renderer) && !more && !lane.takeDue();
                more = !nothingElse && dispatch(evaluator, renderer);
                if (more) {
                    lane.call();
                }
                return more;
            } catch (RuntimeException failure) {
                // The loop's edge: what was taken up comes back when its lease runs out.
                LOG.error("dispatching failed", failure);
                lane.pause(index, PAUSE_AFTER_FAILURE);
                return false;
            }
        }

        /** Sends what answers somebody's doing just now; whether that is done, where there was any. */
        private boolean rush(Evaluator evaluator, Renderer renderer) {
            boolean done = false;
            while (!closed && channel instanceof Providers providers && lane.takeUrgent()) {
                try (Turn turn = providers.turn(1, settings.lease(), installation.clock()::millis)) {
                    done = turn.places() > 0
                            && dispatcher(turn).rush(evaluator, renderer, installation.clock()::millis);
                }
                if (!done) {
                    return false;
                }
            }
            return done;
        }

        /** Takes up as many messages as providers have places for; none where nobody carries anything now. */
        private boolean dispatch(Evaluator evaluator, Renderer renderer) {
            lane.takeDue();
            if (channel instanceof Sandbox) {
                return dispatcher(channel).dispatch(evaluator, renderer, installation.clock()::millis, SANDBOX_BATCH)
                        == SANDBOX_BATCH;
            }
            long begun = System.nanoTime();
            try (Turn turn = ((Providers) channel).turn(pace.next(), settings.lease(), installation.clock()::millis)) {
                int places = turn.places();
                int taken = places == 0
                        ? 0
                        : dispatcher(turn)
                                .dispatch(
                                        evaluator,
                                        renderer,
                                        installation.clock()::millis,
                                        places,
                                        turn.mayRetry(),
                                        this::between);
                pace.took(taken, Duration.ofNanos(System.nanoTime() - begun));
                return places > 0 && taken == places;
            }
        }

        private Dispatcher.Next between() {
            if (closed) {
                return Dispatcher.Next.STOP;
            }
            return lane.takeUrgent() ? Dispatcher.Next.RUSH : Dispatcher.Next.GO_ON;
        }

        private Dispatcher dispatcher(Channel by) {
            String name = node + "/" + by.name() + "/" + index;
            return new Dispatcher(name, outbox, Map.of(by.name(), by), settings.lease());
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
