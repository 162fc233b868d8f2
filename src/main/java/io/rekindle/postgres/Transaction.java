package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Work in one transaction: committed as a whole, or without a trace. */
final class Transaction {

    /** Serialization failure and deadlock: nothing was done, and doing it again is safe. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01");

    private static final int TRIES = 5;

    /**
     * As SQL: this transaction's commit does not wait until the disk has it. For what decides, and lets nothing out: where a machine
     * falls, the last of it (three times wal_writer_delay at most: 0.6 s) is lost as a whole and decided again from what is stored. What leaves, or is answered
     * for, is committed by somebody who waits, and with that everything that was committed before.
     */
    static final String NOT_AWAITED = "set_config('synchronous_commit', 'off', true)";

    private Transaction() {}

    /** Whether the database gave the transaction up for the sake of another one. */
    static boolean isCollision(SQLException failure) {
        return WORTH_ANOTHER_TRY.contains(String.valueOf(failure.getSQLState()));
    }

    /** What is done with the connection; it neither commits nor closes it. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Does the work and commits; a deadlock is tried again, so the work has no effect outside the database. */
    static <T> T in(DataSource source, String doing, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                return committed(connection, work);
            } catch (SQLException failure) {
                if (attempt == TRIES || !isCollision(failure)) {
                    throw new StoreException(doing, failure);
                }
            }
        }
    }

    /** Work of one statement, which is a transaction by itself: there and back once instead of twice. */
    static <T> T ofOneStatement(DataSource source, String doing, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return work.with(connection);
            } catch (SQLException failure) {
                if (attempt == TRIES || !isCollision(failure)) {
                    throw new StoreException(doing, failure);
                }
            }
        }
    }

    /** Undoes what was not committed, and gives the connection back. */
    static void end(Connection connection, String doing) {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw new StoreException(doing, failure);
        }
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.with(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }
}
