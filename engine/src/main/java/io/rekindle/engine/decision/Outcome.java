package io.rekindle.engine.decision;

import java.util.Locale;

/** How a decision came out. */
public enum Outcome {
    /** The customer entered the campaign. */
    ENTERED,
    /** A message is to be sent, if coupon and budget can be reserved. */
    SEND,
    /** A condition held, but something stood against it; the reason says what. */
    REFUSED,
    /** The step's own condition did not hold. */
    SKIPPED;

    private final String key = name().toLowerCase(Locale.ROOT);

    public String key() {
        return key;
    }
}
