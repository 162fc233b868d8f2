package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.policy.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes planned touchpoints through check, rendering and sending; one dispatcher works for one thread, many may run at once.
 *
 * <p>Each provider call is made at most once per {@link Outbox#begin}, which is committed first. A provider that may have
 * taken the message leaves the touchpoint in doubt: it is not sent again by itself.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final int SPREAD_PERCENT = 50;

    /** A wish is exceeded by a tenth at most, and by no more than a minute. */
    private static final int WISH_PARTS = 10;

    private static final Duration LONGEST_MORE = Duration.ofMinutes(1);

    private final String name;
    private final Outbox outbox;
    private final Map<ChannelName, Channel> channels;
    private final Duration lease;

    /** The attempt whose end is recorded together with the beginning of the next. */
    private Outbox.@Nullable Ended ended;

    /**
     * @param name tells dispatchers apart in the ledger
     * @param channels who carries what; a channel that keeps messages is a {@link Sandbox}
     * @param lease how long a claim is good for without an answer; longer than any provider takes
     */
    public Dispatcher(String name, Outbox outbox, Map<ChannelName, Channel> channels, Duration lease) {
        this.name = name;
        this.outbox = outbox;
        this.channels = Map.copyOf(channels);
        this.lease = lease;
    }

    /** Dispatches up to so many touchpoints planned until the instant; returns how many it took up. */
    public int dispatch(Evaluator evaluator, Renderer renderer, LongSupplier clock, int most) {
        return dispatch(evaluator, renderer, clock, most, /* retries= */ true, () -> Next.GO_ON);
    }

    /** What to do between two messages. */
    public enum Next {
        GO_ON,
        /**
         * One came up that goes first. It is sent in place of the last of those taken up, which is given back; where it cannot be sent
         * as it is, all the others are, to be taken up behind it.
         */
        RUSH,
        /** Give back all the others. */
        STOP
    }

    /**
     * The same.
     *
     * @param retries whether touchpoints may be among them that were tried before
     * @param between asked before each message
     * @return how many it took up, or as many as it was asked to where it gave some back
     */
    public int dispatch(
            Evaluator evaluator,
            Renderer renderer,
            LongSupplier clock,
            int most,
            boolean retries,
            Supplier<Next> between) {
        long now = clock.getAsLong();
        LastLook look = new LastLook(evaluator, renderer);
        List<Claimed> claimed = outbox.claim(name, channels.keySet(), now, most, lease, retries);
        List<Outbox.Kept> kept = new ArrayList<>();
        int next = 0;
        int left = most;
        while (next < claimed.size() && left > 0) {
            switch (between.get()) {
                case GO_ON -> {
                    send(look, claimed.get(next++), kept, clock);
                    left--;
                }
                case RUSH -> left = rush(look, clock) ? left - 1 : 0;
                case STOP -> left = 0;
            }
        }
        recordEnd();
        outbox.keep(kept, now);
        if (next == claimed.size()) {
            return next;
        }
        outbox.giveBack(claimed.subList(next, claimed.size()));
        return most;
    }

    /**
     * Sends one touchpoint that answers what a customer has just done.
     *
     * @return false where one is left that cannot be sent as it is: {@link #dispatch} takes it up
     */
    public boolean rush(Evaluator evaluator, Renderer renderer, LongSupplier clock) {
        boolean done = rush(new LastLook(evaluator, renderer), clock);
        recordEnd();
        return done;
    }

    private boolean rush(LastLook look, LongSupplier clock) {
        boolean done = true;
        for (ChannelName channel : channels.keySet()) {
            done &= rush(look, channel, clock);
        }
        return done;
    }

    private boolean rush(LastLook look, ChannelName channel, LongSupplier clock) {
        long now = clock.getAsLong();
        AtomicBoolean found = new AtomicBoolean();
        try {
            Optional<Outbox.Begun> begun = outbox.rush(name, channel, ended, now, lease, claimed -> {
                found.set(true);
                return look.at(claimed, now, now).asPriced(claimed.touchpoint());
            });
            if (begun.isPresent()) {
                ended = null;
                Claimed claimed = begun.get().claimed();
                attempt(carrier(claimed), claimed, begun.get().content(), clock);
            }
            return begun.isPresent() || !found.get();
        } catch (RuntimeException failure) {
            // As with those of a batch: others go on, and the usual way shows what became of it.
            LOG.error("an urgent touchpoint could not be dispatched", failure);
            return false;
        }
    }

    private void recordEnd() {
        Outbox.Ended last = ended;
        ended = null;
        if (last != null) {
            outbox.settle(last.claimed(), last.answer(), last.at(), last.retryAt());
        }
    }

    private void send(LastLook look, Claimed one, List<Outbox.Kept> kept, LongSupplier clock) {
        try {
            prepare(look, one, clock.getAsLong()).ifPresent(content -> hand(one, content, kept, clock));
        } catch (RuntimeException failure) {
            // One touchpoint's failure must not stop the others; its lease runs out and shows what became of it.
            LOG.error("touchpoint {} could not be dispatched", one.touchpoint().id(), failure);
        }
    }

    /** Checks again and renders; empty where the touchpoint is held or dropped instead. */
    private Optional<Content> prepare(LastLook look, Claimed claimed, long now) {
        long at = asOf(claimed, now);
        LastLook.Finding found = look.at(claimed, now, at);
        if (found.reason() != null) {
            outbox.drop(claimed, found.reason(), found.detail(), at);
        } else if (found.content() == null) {
            outbox.hold(claimed, found.holdUntil());
        } else if (found.asPriced(claimed.touchpoint()).isEmpty() && !outbox.price(claimed, found.price())) {
            outbox.drop(claimed, Reason.BUDGET_EXHAUSTED, "the budget does not bear what its text costs", at);
            return Optional.empty();
        }
        return Optional.ofNullable(found.content());
    }

    /** A sandbox sends at the planned instant, so that a replayed year reads as it would have gone; others send now. */
    private long asOf(Claimed claimed, long now) {
        boolean sandboxed = channels.get(claimed.touchpoint().channel()) instanceof Sandbox;
        return sandboxed ? claimed.touchpoint().sendAt() : now;
    }

    private void hand(Claimed claimed, Content content, List<Outbox.Kept> kept, LongSupplier clock) {
        Channel channel = carrier(claimed);
        if (channel instanceof Sandbox) {
            kept.add(new Outbox.Kept(claimed, content));
            return;
        }
        Outbox.Ended before = ended;
        ended = null;
        if (outbox.begin(before, claimed, clock.getAsLong(), lease)) {
            attempt(channel, claimed, content, clock);
        }
    }

    private Channel carrier(Claimed claimed) {
        Channel channel = channels.get(claimed.touchpoint().channel());
        if (channel == null || claimed.to() == null) {
            throw new IllegalStateException(
                    "nothing to carry touchpoint " + claimed.touchpoint().id());
        }
        return channel;
    }

    /** Calls the provider for what was begun. */
    private void attempt(Channel channel, Claimed claimed, Content content, LongSupplier clock) {
        Message message = new Message(
                claimed.touchpoint().id(),
                Objects.requireNonNull(claimed.to()),
                content,
                claimed.touchpoint().language(),
                claimed.touchpoint().campaign(),
                claimed.touchpoint().tooOldAt(),
                claimed.attempts() + 1);
        Answer answer = channel.deliver(message);
        if (answer instanceof Answer.Later later && later.asked() && claimed.attempts() + 1 >= MOST_ATTEMPTS) {
            String why = "given up after " + MOST_ATTEMPTS + " attempts: " + later.why();
            answer = new Answer.Rejected(why, false, false, Answer.Cause.PROVIDER);
        }
        long now = clock.getAsLong();
        long retryAt = answer instanceof Answer.Later later ? now + pause(claimed, later) : now;
        ended = new Outbox.Ended(claimed, answer, now, retryAt);
        if (!(answer instanceof Answer.Accepted)) {
            recordEnd();
        }
    }

    /**
     * The provider's wish and a little more, or 30 seconds doubled with every attempt, a quarter more or less: so that not all
     * come back at once.
     */
    private static long pause(Claimed claimed, Answer.Later later) {
        Duration wished = later.after();
        int spread = Math.floorMod(Objects.hash(claimed.touchpoint().id(), claimed.attempts()), SPREAD_PERCENT);
        if (wished != null) {
            long more = wished.toMillis() * spread / SPREAD_PERCENT / WISH_PARTS;
            return wished.toMillis() + Math.min(more, LONGEST_MORE.toMillis());
        }
        long pause = FIRST_PAUSE
                .multipliedBy(1L << Math.min(claimed.attempts(), MOST_ATTEMPTS))
                .toMillis();
        return pause * (100 - SPREAD_PERCENT / 2 + spread) / 100;
    }
}
