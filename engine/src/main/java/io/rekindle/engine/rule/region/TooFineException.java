package io.rekindle.engine.rule.region;

/** Conditions cut the customers into more pieces than can be looked at in reasonable time. */
public final class TooFineException extends RuntimeException {

    TooFineException() {
        super("too many combinations", null, false, false);
    }
}
