package io.rekindle.cli;

/** Something the user asked for cannot be done; the message is one line that says why, and what to do. */
final class Refusal extends RuntimeException {

    Refusal(String message) {
        super(message);
    }

    Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
