package io.rekindle.postgres;

import io.rekindle.engine.delivery.provider.Allowances;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Set;
import javax.sql.DataSource;

/** What providers may still carry, in PostgreSQL. */
public final class PostgresAllowances implements Allowances {

    private final DataSource source;

    public PostgresAllowances(DataSource source) {
        this.source = source;
    }

    @Override
    public int takeOfSecond(String way, double perSecond, long now, int most) {
        return Transaction.in(source, "taking from a bucket", connection -> {
            int some = Math.max(0, Math.min(most, Bucket.fill(connection, way, perSecond, now)));
            Bucket.take(connection, way, perSecond, some);
            return some;
        });
    }

    @Override
    public void putBackSecond(String way, double perSecond, int some) {
        Transaction.in(source, "putting back into a bucket", connection -> {
            Bucket.take(connection, way, perSecond, -some);
            return some;
        });
    }

    @Override
    public int takeOfDay(String way, LocalDate day, int cap, int most) {
        return Transaction.in(source, "counting messages of a day", connection -> {
            int some = Math.max(0, Math.min(most, cap - sent(connection, way, day)));
            add(connection, way, day, some);
            return some;
        });
    }

    @Override
    public void putBackDay(String way, LocalDate day, int some) {
        Transaction.in(source, "uncounting messages of a day", connection -> {
            add(connection, way, day, -Math.min(some, sent(connection, way, day)));
            return some;
        });
    }

    @Override
    public Set<String> stopped() {
        return Transaction.ofOneStatement(source, "asking what is stopped", connection -> Pauses.held(connection)
                .providers());
    }

    /** Forgets the counts of days before that one. */
    public void forget(LocalDate before) {
        Transaction.in(source, "forgetting counts of days", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from daily_count where day < ?")) {
                delete.setObject(1, before);
                return delete.executeUpdate();
            }
        });
    }

    /** The count stays locked until the transaction ends. */
    private static int sent(Connection connection, String way, LocalDate day) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into daily_count as d (way, day, sent) values (?, ?, 0)
                on conflict (way, day) do update set sent = d.sent returning sent
                """)) {
            insert.setString(1, way);
            insert.setObject(2, day);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void add(Connection connection, String way, LocalDate day, int some) throws SQLException {
        if (some == 0) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update daily_count set sent = sent + ? where way = ? and day = ?")) {
            update.setInt(1, some);
            update.setString(2, way);
            update.setObject(3, day);
            update.executeUpdate();
        }
    }
}
