package io.rekindle.engine.delivery.provider;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Answer.Cause;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.provider.Way.Taken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one worker may send now: so many places at providers, taken before it takes up messages, so that none is taken up that
 * nobody can carry. For one thread; places not used go back when it is closed.
 */
public final class Turn implements Channel {

    /** The least that a message waits after some provider had it and did not take it. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

    /** How long a message waits that was taken up when its only provider was stopped. */
    private static final Duration WHILE_STOPPED = Duration.ofMinutes(1);

    private final ChannelName name;
    private final List<Carrier> carriers;
    private final Deque<Carrier> places;
    private final Stopped stopped;
    private final long takenAt;
    private final Duration trial;
    private final LongSupplier clock;

    Turn(
            ChannelName name,
            List<Carrier> carriers,
            Collection<Carrier> places,
            Stopped stopped,
            long takenAt,
            Duration trial,
            LongSupplier clock) {
        this.name = name;
        this.carriers = carriers;
        this.places = new ArrayDeque<>(places);
        this.stopped = stopped;
        this.takenAt = takenAt;
        this.trial = trial;
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return name;
    }

    /** How many messages it may carry. */
    public int places() {
        return places.size();
    }

    /** Whether messages may be among them that were tried before. */
    public boolean mayRetry() {
        return places.stream().anyMatch(one -> one.mayRetry(takenAt));
    }

    /**
     * Attempts the message by one provider after the other, each once, until one took it or may have taken it, or said no for
     * a reason that the next would have too.
     */
    @Override
    public Answer deliver(Message message) {
        Set<Carrier> order = new LinkedHashSet<>(places.stream().limit(1).toList());
        order.addAll(carriers);
        List<Answer> told = new ArrayList<>();
        for (Carrier carrier : order) {
            Answer answer = attempt(carrier, message);
            if (!answer.anotherMayTry()) {
                return answer;
            }
            told.add(answer);
        }
        return mildest(told);
    }

    private Answer attempt(Carrier carrier, Message message) {
        long now = clock.getAsLong();
        if (stopped.holds(carrier, now)) {
            return carrier.ourLimits("stopped by a person", WHILE_STOPPED);
        }
        if (places.contains(carrier) && !carrier.isLeftAlone(now)) {
            places.removeFirstOccurrence(carrier);
            return carrier.deliver(message, takenAt, clock);
        }
        Taken taken = carrier.places(1, now, trial);
        return taken.some() == 0 ? carrier.ourLimits("no place", taken.pause()) : carrier.deliver(message, now, clock);
    }

    /**
     * A provider that will not have us does not make a message undeliverable while another may carry it later. It counts as an
     * attempt where one was ill; not where the only one that carries such messages has no place.
     */
    private static Answer mildest(List<Answer> told) {
        List<Answer.Later> later = told.stream()
                .filter(Answer.Later.class::isInstance)
                .map(Answer.Later.class::cast)
                .toList();
        if (told.size() == 1 || later.isEmpty()) {
            return told.get(told.size() - 1);
        }
        String why = later.stream().map(Answer.Later::why).collect(Collectors.joining("; "));
        List<Duration> waits =
                later.stream().map(Answer.Later::after).filter(Objects::nonNull).toList();
        Duration soonest = waits.isEmpty() ? null : Collections.min(waits);
        boolean limited = causes(told).contains(Cause.OUR_LIMITS);
        boolean ill = causes(told).contains(Cause.PROVIDER);
        Cause cause = ill ? Cause.PROVIDER : limited ? Cause.OUR_LIMITS : Cause.NOT_CARRIED;
        boolean nobodyAsked = causes(told).equals(EnumSet.of(Cause.OUR_LIMITS));
        return new Answer.Later(why, nobodyAsked ? soonest : atLeast(soonest), cause);
    }

    private static Set<Cause> causes(List<Answer> told) {
        return told.stream()
                .map(one -> one instanceof Answer.Later later ? later.cause() : ((Answer.Rejected) one).cause())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
    }

    private static @Nullable Duration atLeast(@Nullable Duration wait) {
        return wait == null || wait.compareTo(LEAST_PAUSE) > 0 ? wait : LEAST_PAUSE;
    }

    /** Gives back the places that were not used. */
    @Override
    public void close() {
        for (Carrier carrier : carriers) {
            carrier.unused(Collections.frequency(places, carrier), takenAt);
        }
        places.clear();
    }
}
