package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * How many messages a second each channel may take up, over all nodes together: a token bucket a channel, in the database.
 * It holds one second's worth, so that after a pause nothing bursts out.
 */
final class Rates {

    private final Map<ChannelName, Double> perSecond;

    /** A channel without a rate has no limit. */
    Rates(Map<ChannelName, Double> perSecond) {
        this.perSecond = Map.copyOf(perSecond);
    }

    /** How many may be taken up now, at most so many; the bucket stays locked until the transaction ends. */
    int allowed(Connection connection, ChannelName channel, long now, int most) throws SQLException {
        Double rate = perSecond.get(channel);
        if (rate == null) {
            return most;
        }
        try (PreparedStatement refill = connection.prepareStatement("""
                insert into rate as r (channel, tokens, filled_at) values (?, ?, instant(?))
                on conflict (channel) do update set
                    tokens = least(?, r.tokens + ? * greatest(0, extract(epoch from excluded.filled_at - r.filled_at))),
                    filled_at = greatest(r.filled_at, excluded.filled_at)
                returning tokens
                """)) {
            double bucket = Math.max(1, rate);
            refill.setString(1, channel.value());
            refill.setDouble(2, bucket);
            refill.setLong(3, now);
            refill.setDouble(4, bucket);
            refill.setDouble(5, rate);
            try (ResultSet row = refill.executeQuery()) {
                row.next();
                return (int) Math.min(most, Math.floor(row.getDouble(1)));
            }
        }
    }

    /** Takes what was used out of the bucket. */
    void take(Connection connection, ChannelName channel, int used) throws SQLException {
        if (used == 0 || !perSecond.containsKey(channel)) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update rate set tokens = tokens - ? where channel = ?")) {
            update.setInt(1, used);
            update.setString(2, channel.value());
            update.executeUpdate();
        }
    }
}
