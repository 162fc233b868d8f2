package io.rekindle.engine.sweep;

/** Evaluating one customer of a batch failed: a fault in Rekindle or in stored facts. */
final class CustomerFailedException extends RuntimeException {

    private final long row;

    CustomerFailedException(long row, RuntimeException cause) {
        super("customer row " + row + " could not be evaluated", cause);
        this.row = row;
    }

    long row() {
        return row;
    }
}
