package io.rekindle.postgres;

import io.rekindle.engine.fact.History;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Columns of values as SQL arrays, for one round trip a batch; instants as epoch milliseconds, {@link History#NEVER} as null. The
 * arrays say what is in them, so that they travel as bytes and not as text.
 */
final class Rows {

    private Rows() {}

    static <T> Array texts(Connection connection, List<T> rows, Function<T, @Nullable String> column)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
    }

    static <T> Array numbers(Connection connection, List<T> rows, Function<T, @Nullable Long> column)
            throws SQLException {
        return connection.createArrayOf("bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    static <T> Array instants(Connection connection, List<T> rows, Function<T, Long> column) throws SQLException {
        return connection.createArrayOf(
                "bigint", rows.stream().map(column).map(Rows::orNull).toArray(Long[]::new));
    }

    static <T> Array flags(Connection connection, List<T> rows, Function<T, Boolean> column) throws SQLException {
        return connection.createArrayOf("boolean", rows.stream().map(column).toArray(Boolean[]::new));
    }

    static <T> Array bytes(Connection connection, List<T> rows, Function<T, byte[]> column) throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    private static @Nullable Long orNull(Long instant) {
        return instant == History.NEVER || instant == Long.MIN_VALUE ? null : instant;
    }

    /** An instant column given as {@code millis(...)}; the given value where it is null. */
    static long instant(ResultSet row, String column, long ifNull) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? ifNull : millis;
    }

    static void setInstant(PreparedStatement statement, int index, long instant) throws SQLException {
        if (instant == History.NEVER || instant == Long.MIN_VALUE) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, instant);
        }
    }
}
