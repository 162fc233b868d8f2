package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A token bucket in the database. It holds one second's worth, so that after a pause nothing bursts out. */
final class Bucket {

    private Bucket() {}

    /** Fills the bucket up to the instant (epoch milliseconds); whole tokens in it. It stays locked until the transaction ends. */
    static int fill(Connection connection, String way, double perSecond, long now) throws SQLException {
        try (PreparedStatement refill = connection.prepareStatement("""
                insert into rate as r (way, tokens, filled_at) values (?, ?, instant(?))
                on conflict (way) do update set
                    tokens = least(?, r.tokens + ? * greatest(0, extract(epoch from excluded.filled_at - r.filled_at))),
                    filled_at = greatest(r.filled_at, excluded.filled_at)
                returning tokens
                """)) {
            refill.setString(1, way);
            refill.setDouble(2, size(perSecond));
            refill.setLong(3, now);
            refill.setDouble(4, size(perSecond));
            refill.setDouble(5, perSecond);
            try (ResultSet row = refill.executeQuery()) {
                row.next();
                return (int) Math.floor(row.getDouble(1));
            }
        }
    }

    /** Takes so many out, or with a number below 0 puts them back. */
    static void take(Connection connection, String way, double perSecond, int some) throws SQLException {
        if (some == 0) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update rate set tokens = least(?, tokens - ?) where way = ?")) {
            update.setDouble(1, size(perSecond));
            update.setInt(2, some);
            update.setString(3, way);
            update.executeUpdate();
        }
    }

    private static double size(double perSecond) {
        return Math.max(1, perSecond);
    }
}
