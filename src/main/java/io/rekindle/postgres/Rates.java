package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** How many messages a second each channel may take up, over all nodes together: a {@link Bucket} a channel. */
final class Rates {

    private final Map<ChannelName, Double> perSecond;

    /** A channel without a rate has no limit. */
    Rates(Map<ChannelName, Double> perSecond) {
        this.perSecond = Map.copyOf(perSecond);
    }

    /** How many may be taken up now, at most so many; the bucket stays locked until the transaction ends. */
    int allowed(Connection connection, ChannelName channel, long now, int most) throws SQLException {
        Double rate = perSecond.get(channel);
        return rate == null ? most : Math.min(most, Bucket.fill(connection, channel.value(), rate, now));
    }

    /** Takes what was used out of the bucket. */
    void take(Connection connection, ChannelName channel, int used) throws SQLException {
        Double rate = perSecond.get(channel);
        if (rate != null) {
            Bucket.take(connection, channel.value(), rate, used);
        }
    }
}
