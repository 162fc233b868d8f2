package io.rekindle.channels.http;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment from which on a provider may have a message, for one attempt: either it was passed, or it was given up before and
 * will never be. Whoever waited too long learns by {@link #giveUp} which of the two, and no message leaves after it.
 */
public final class PointOfNoReturn {

    private enum State {
        BEFORE,
        PASSED,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.BEFORE);

    /** Passes it, once or again; false where it was given up: nothing may leave any more. */
    public boolean pass() {
        return state.compareAndSet(State.BEFORE, State.PASSED) || state.get() == State.PASSED;
    }

    /** Gives up; false where it was passed before: the provider may have the message. */
    public boolean giveUp() {
        return state.compareAndSet(State.BEFORE, State.GIVEN_UP) || state.get() == State.GIVEN_UP;
    }
}
