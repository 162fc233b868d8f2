package io.rekindle.engine.fact;

/**
 * A refund or complaint, open from one instant to another.
 *
 * @param opened epoch milliseconds; {@link History#NEVER} while only its end is known
 * @param closed epoch milliseconds; {@link History#NEVER} while it is open
 */
record Case(long opened, long closed) {

    boolean openAt(long instant) {
        return opened <= instant && closed > instant;
    }

    /** What was known of it by the instant. */
    Case until(long instant) {
        return new Case(opened <= instant ? opened : History.NEVER, closed <= instant ? closed : History.NEVER);
    }

    Case merge(Case other) {
        return new Case(Math.min(opened, other.opened), Math.min(closed, other.closed));
    }
}
