package io.rekindle.schedule;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Breaker;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.delivery.Sandbox;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.settings.DeliverySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to channels as they come due: for each channel so many workers, each sending one message at a time. One
 * worker of a channel looks now and then; it and the bell call the others when there is more than it takes up.
 */
public final class DispatchLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);
    private static final int SANDBOX_BATCH = 500;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Installation installation;
    private final DeliverySettings settings;
    private final String node;
    private final Map<ChannelName, Channel> channels;
    private final Links links;
    private final Outbox outbox;
    private final Map<ChannelName, Breaker> breakers = new TreeMap<>();
    private final Map<ChannelName, List<Worker>> workers = new TreeMap<>();
    private volatile boolean closed;

    /**
     * @param node tells the dispatchers of this node apart from others' in the ledger
     * @param channels who carries what; none where nothing is sent. They are closed with the loop
     * @param links addresses of ours that messages carry
     */
    public DispatchLoop(
            Installation installation,
            DeliverySettings settings,
            String node,
            Map<ChannelName, Channel> channels,
            Links links) {
        this.links = links;
        this.installation = installation;
        this.settings = settings;
        this.node = node;
        this.channels = Map.copyOf(channels);
        this.outbox = installation.outbox(settings.perSecond());
    }

    /** Starts the workers. */
    public void start() {
        channels.forEach((name, channel) -> {
            boolean sandbox = channel instanceof Sandbox;
            List<Worker> mine = new ArrayList<>();
            Breaker breaker = new Breaker();
            breakers.put(name, breaker);
            for (int index = 0; index < (sandbox ? 1 : settings.connections(name)); index++) {
                mine.add(new Worker(channel, breaker, index, mine, sandbox ? SANDBOX_BATCH : settings.batch()));
            }
            workers.put(name, mine);
        });
        workers.values().forEach(some -> some.forEach(Worker::start));
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

    /** Channels whose provider is taken to be down. */
    public Set<ChannelName> down() {
        return breakers.entrySet().stream()
                .filter(one -> one.getValue().isOpen())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same channel; the breaker hears how each attempt ended. A sandbox, which has no provider, stays as it is. */
    private Channel noting(Channel channel, Breaker breaker) {
        if (channel instanceof Sandbox) {
            return channel;
        }
        return new Channel() {
            @Override
            public ChannelName name() {
                return channel.name();
            }

            @Override
            public Answer deliver(Message message) {
                Answer answer = channel.deliver(message);
                breaker.ended(answer, installation.clock().millis());
                return answer;
            }
        };
    }

    private final class Worker extends Thread {
        private final Dispatcher dispatcher;
        private final Bell bell = new Bell();
        private final Breaker breaker;
        private final int index;
        private final List<Worker> all;
        private final int batch;

        Worker(Channel channel, Breaker breaker, int index, List<Worker> all, int batch) {
            super("dispatch-" + channel.name() + "-" + index);
            this.breaker = breaker;
            this.index = index;
            this.all = all;
            this.batch = batch;
            this.dispatcher = new Dispatcher(
                    node + "/" + channel.name() + "/" + index,
                    outbox,
                    Map.of(channel.name(), noting(channel, breaker)),
                    settings.lease());
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                Release release = installation.release();
                Renderer renderer = new Renderer(release.book(), links);
                try (Evaluator evaluator = new Evaluator(release)) {
                    while (!closed && installation.release() == release) {
                        if (dispatchSafely(evaluator, renderer) < batch) {
                            rest();
                        }
                    }
                }
            }
        }

        /** Returns how many were taken up; a full batch calls the next worker, since there is likely more. */
        private int dispatchSafely(Evaluator evaluator, Renderer renderer) {
            try {
                long now = installation.clock().millis();
                int most = breaker.allows(batch, now, settings.lease());
                if (most == 0) {
                    bell.await(settings.poll());
                    return batch;
                }
                int some = dispatcher.dispatch(evaluator, renderer, installation.clock()::millis, most);
                if (most < batch) {
                    breaker.unused();
                }
                if (some == batch && index + 1 < all.size()) {
                    all.get(index + 1).bell.ring();
                }
                return some;
            } catch (RuntimeException failure) {
                // The loop's edge: what was taken up comes back when its lease runs out.
                LOG.error("dispatching failed", failure);
                bell.await(PAUSE_AFTER_FAILURE);
                return 0;
            }
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
                join(left.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
