package io.rekindle.engine.delivery.provider;

import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Answer.Cause;
import io.rekindle.engine.delivery.Breaker;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.provider.Way.Taken;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A provider at work on this node: its breaker, its budget of second attempts, and its places, each for one message. */
final class Carrier {

    private static final Duration BEFORE_NEXT_RETRY = Duration.ofSeconds(30);

    private final Provider provider;
    private final Breaker breaker = new Breaker();
    private final RetryBudget retries;
    private final Way way;
    private final Map<String, Way> domains = new HashMap<>();

    Carrier(Provider provider, Allowances allowances, double retryShare) {
        this.provider = provider;
        this.retries = new RetryBudget(retryShare);
        String name = provider.channel().name() + "/" + provider.name();
        this.way = new Way(name, provider.limits(), allowances);
        provider.domains()
                .forEach((domain, limits) -> domains.put(domain, new Way(name + "/" + domain, limits, allowances)));
    }

    Provider provider() {
        return provider;
    }

    boolean isDown() {
        return breaker.isOpen();
    }

    /** Whether it gets no message now, also on a place taken before. */
    boolean isLeftAlone(long now) {
        return now < breaker.openUntil();
    }

    boolean mayRetry(long now) {
        return retries.isLeft(now);
    }

    /** Takes up to so many places; where it gets none, how long until there may be one. */
    Taken places(int most, long now, Duration trial) {
        int allowed = breaker.allows(most, now, trial);
        if (allowed == 0) {
            return new Taken(0, Duration.ofMillis(Math.max(1_000, breaker.openUntil() - now)));
        }
        Taken taken = way.take(now, allowed);
        if (taken.some() == 0) {
            breaker.unused();
        }
        return taken;
    }

    /** Gives places back that nobody used. */
    void unused(int places, long takenAt) {
        if (places > 0) {
            way.unused(takenAt, places);
            breaker.unused();
        }
    }

    /**
     * Attempts the message once, on a place that was taken for it.
     *
     * @param takenAt when, epoch milliseconds
     */
    Answer deliver(Message message, long takenAt, LongSupplier clock) {
        boolean retry = message.attempt() > 1;
        long now = clock.getAsLong();
        if (retry && !retries.take(now)) {
            unused(1, takenAt);
            return ourLimits("enough second attempts for now", BEFORE_NEXT_RETRY);
        }
        Optional<Way> domain = Optional.ofNullable(domains.get(domain(message)));
        Taken taken = domain.map(one -> one.take(now, 1)).orElse(new Taken(1, Duration.ZERO));
        if (taken.some() == 0) {
            unused(1, takenAt);
            if (retry) {
                retries.putBack();
            }
            return ourLimits("as many as may go to this domain", taken.pause());
        }
        Answer answer = provider.channel().deliver(message);
        breaker.ended(answer, clock.getAsLong());
        count(answer, retry);
        if (answer.anotherMayTry()) {
            way.notCarried(takenAt, 1);
            domain.ifPresent(one -> one.notCarried(now, 1));
        }
        return answer.by(provider.name());
    }

    private void count(Answer answer, boolean retry) {
        boolean carried = !Breaker.saysNothing(answer);
        if (!retry && carried) {
            retries.firstAttempt();
        } else if (retry && (!carried || answer instanceof Answer.Accepted)) {
            retries.putBack();
        }
    }

    /** Why it carries nothing now, to be tried again after the wait. */
    Answer.Later ourLimits(String why, Duration wait) {
        return new Answer.Later(provider.name() + ": " + why, wait, Cause.OUR_LIMITS);
    }

    private static String domain(Message message) {
        String address = message.to().address();
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
