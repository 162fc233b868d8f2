package io.rekindle.postgres;

import org.jspecify.annotations.Nullable;

/** The database cannot be had; the message says why and what to do, in words for the person at the command line. */
public final class PostgresUnavailableException extends RuntimeException {

    public PostgresUnavailableException(String message) {
        super(message);
    }

    public PostgresUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
