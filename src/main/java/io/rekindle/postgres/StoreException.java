package io.rekindle.postgres;

import java.sql.SQLException;

/** The database refused or broke; what was under way in its transaction has left no trace. */
public final class StoreException extends RuntimeException {

    StoreException(String doing, SQLException cause) {
        super("while " + doing + ": " + cause.getMessage(), cause);
    }
}
