package io.rekindle.engine.sweep;

/** Two batches wanted what the other held; this one was given up. Nothing of it was written, and it can be taken again. */
public final class BatchCollidedException extends RuntimeException {

    public BatchCollidedException(Throwable cause) {
        super("another sweep stood in the way of this batch", cause);
    }
}
