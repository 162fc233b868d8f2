package io.rekindle.intake;

/** An order file of which no row can be read; the message is for whoever runs the import and says what to do. */
public final class UnusableOrderFile extends RuntimeException {

    public UnusableOrderFile(String message) {
        super(message);
    }

    public UnusableOrderFile(String message, Throwable cause) {
        super(message, cause);
    }
}
