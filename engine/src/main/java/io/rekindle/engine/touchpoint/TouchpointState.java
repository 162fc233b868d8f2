package io.rekindle.engine.touchpoint;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a touchpoint stands. Nothing is sent but from {@link #SENDING}, which is committed before the provider is called
 * and entered once per attempt; a crash in it leaves {@link #IN_DOUBT}, never a second attempt.
 */
public enum TouchpointState {
    /** Decided; waits for its time. */
    PLANNED,
    /** A dispatcher took it up; no provider has been called. */
    CLAIMED,
    /** The provider is being called, or was when the process died. */
    SENDING,
    /** The provider took it. */
    ACCEPTED,
    /** The provider refused it for good. */
    REJECTED,
    /** No provider took it in many attempts: for a person to set going again, for a while; then it is rejected. */
    GIVEN_UP,
    /** It will not be sent: the check before sending refused it, or it grew too old. */
    DROPPED,
    /** Nobody knows whether the provider took it: for the provider's answer or a person to resolve. */
    IN_DOUBT;

    private final String key = name().toLowerCase(Locale.ROOT);

    public String key() {
        return key;
    }

    /** The states that may follow this one. */
    public Set<TouchpointState> next() {
        return switch (this) {
            case PLANNED -> EnumSet.of(CLAIMED, DROPPED);
            case CLAIMED -> EnumSet.of(PLANNED, SENDING, DROPPED);
            case SENDING -> EnumSet.of(ACCEPTED, REJECTED, GIVEN_UP, PLANNED, IN_DOUBT);
            case GIVEN_UP -> EnumSet.of(PLANNED, DROPPED, REJECTED);
            case IN_DOUBT -> EnumSet.of(ACCEPTED, REJECTED);
            case ACCEPTED, REJECTED, DROPPED -> EnumSet.noneOf(TouchpointState.class);
        };
    }
}
