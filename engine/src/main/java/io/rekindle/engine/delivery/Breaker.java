package io.rekindle.engine.delivery;

import io.rekindle.engine.delivery.Answer.Cause;
import java.time.Duration;

/**
 * Keeps messages from a provider that is down, so that they wait without using up their attempts: after some failures in a
 * row it opens, for twice as long each time; then one message at a time goes through until one succeeds. A provider that
 * asks for time gets it, and one message first after it. Thread-safe; one a provider and process.
 */
public final class Breaker {

    private static final int FAILURES = 5;
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** The longest that a provider's wish is followed: beyond it we ask again. */
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    private int failures;
    private int opened;
    private boolean wished;
    private long openUntil = Long.MIN_VALUE;
    private long wishedUntil = Long.MIN_VALUE;
    private long trialUntil = Long.MIN_VALUE;

    /**
     * How many of so many messages may be taken up at the instant (epoch milliseconds): all, none, or one on trial.
     *
     * @param trial how long a message on trial is waited for before another may go
     */
    public synchronized int allows(int most, long now, Duration trial) {
        if (now < openUntil()) {
            return 0;
        }
        if (opened == 0 && !wished) {
            return most;
        }
        if (now < trialUntil) {
            return 0;
        }
        trialUntil = now + trial.toMillis();
        return Math.min(1, most);
    }

    /** Notes that nobody tries a message any more: another may go. */
    public synchronized void unused() {
        trialUntil = Long.MIN_VALUE;
    }

    /** Notes how an attempt ended at the instant. What is about one message alone is no failure of the provider. */
    public synchronized void ended(Answer answer, long now) {
        trialUntil = Long.MIN_VALUE;
        if (saysNothing(answer)) {
            return;
        }
        if (answer instanceof Answer.Later later && later.cause() == Cause.PROVIDER && later.after() != null) {
            wished = true;
            wishedUntil = Math.max(wishedUntil, now + Math.min(later.after().toMillis(), LONGEST_WISH.toMillis()));
        } else if (isFailure(answer)) {
            failures++;
            if (failures >= FAILURES || opened > 0) {
                open(now);
            }
        } else {
            failures = 0;
            opened = 0;
            openUntil = Long.MIN_VALUE;
            // A message that was under way before the provider asked for time does not shorten it.
            wished = now < wishedUntil;
        }
    }

    /** Whether it tells neither that the provider is well nor that it is ill: nobody was asked, or it carries no such thing. */
    public static boolean saysNothing(Answer answer) {
        Cause cause = answer instanceof Answer.Later later
                ? later.cause()
                : answer instanceof Answer.Rejected rejected ? rejected.cause() : Cause.MESSAGE;
        return cause == Cause.OUR_LIMITS || cause == Cause.NOT_CARRIED;
    }

    private static boolean isFailure(Answer answer) {
        return answer instanceof Answer.InDoubt
                || (answer instanceof Answer.Later later && later.cause() == Cause.PROVIDER)
                || (answer instanceof Answer.Rejected rejected && rejected.cause() == Cause.PROVIDER);
    }

    private void open(long now) {
        if (now < openUntil) {
            return;
        }
        long pause = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(opened, 10));
        opened++;
        openUntil = now + pause;
    }

    /** When messages may go again, epoch milliseconds; in the past where they may. */
    public synchronized long openUntil() {
        return Math.max(openUntil, wishedUntil);
    }

    /** Whether the provider is taken to be down, or on trial. */
    public synchronized boolean isOpen() {
        return opened > 0;
    }
}
