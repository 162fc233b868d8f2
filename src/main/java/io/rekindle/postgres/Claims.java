package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses which touchpoints leave next: first those that answer what a customer has just done, then campaign by campaign
 * in turn, so that a hundred thousand messages of one do not hold up ten of another. What is paused stays.
 */
final class Claims {

    private final AtomicInteger turn = new AtomicInteger();
    private final Rates rates;

    Claims(Rates rates) {
        this.rates = rates;
    }

    /**
     * Locks up to so many touchpoints of the channels, to be taken up in this transaction; their ids.
     *
     * @param retries whether those that were tried before may be among them
     */
    List<String> lock(Connection connection, Set<ChannelName> channels, long now, int most, boolean retries)
            throws SQLException {
        Pauses.Held held = Pauses.held(connection);
        List<String> chosen = new ArrayList<>();
        for (ChannelName channel : new TreeSet<>(channels)) {
            int before = chosen.size();
            if (before < most && !held.holds(channel)) {
                int limit = before + rates.allowed(connection, channel, now, most - before);
                urgent(connection, channel, held, now, limit - before, retries, chosen);
                inTurn(connection, channel, held, now, limit, retries, chosen);
                rates.take(connection, channel, chosen.size() - before);
            }
        }
        return chosen;
    }

    /** How many one touchpoint taken up by itself may be, 0 or 1; what limits the channel stays locked until the transaction ends. */
    int allowed(Connection connection, ChannelName channel, long now) throws SQLException {
        return rates.allowed(connection, channel, now, 1);
    }

    /** One was taken up by itself. */
    void take(Connection connection, ChannelName channel) throws SQLException {
        rates.take(connection, channel, 1);
    }

    private static void urgent(
            Connection connection,
            ChannelName channel,
            Pauses.Held held,
            long now,
            int most,
            boolean retries,
            List<String> chosen)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id::text from touchpoint
                where state = 'planned' and urgent and channel = ? and send_at <= instant(?) and campaign <> all(?)
                  and (attempts = 0 or ?)
                order by send_at limit ? for update skip locked
                """)) {
            select.setString(1, channel.value());
            select.setLong(2, now);
            select.setArray(3, connection.createArrayOf("text", held.campaigns().toArray()));
            select.setBoolean(4, retries);
            select.setInt(5, most);
            read(select, chosen);
        }
    }

    private void inTurn(
            Connection connection,
            ChannelName channel,
            Pauses.Held held,
            long now,
            int most,
            boolean retries,
            List<String> chosen)
            throws SQLException {
        List<String> campaigns = waiting(connection, channel);
        campaigns.removeAll(held.campaigns());
        int first = campaigns.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), campaigns.size());
        for (int index = 0; index < campaigns.size() && chosen.size() < most; index++) {
            String campaign = campaigns.get((first + index) % campaigns.size());
            try (PreparedStatement select = connection.prepareStatement("""
                    select id::text from touchpoint
                    where state = 'planned' and not urgent and channel = ? and campaign = ? and send_at <= instant(?)
                      and (attempts = 0 or ?)
                    order by send_at limit ? for update skip locked
                    """)) {
                select.setString(1, channel.value());
                select.setString(2, campaign);
                select.setLong(3, now);
                select.setBoolean(4, retries);
                select.setInt(5, most - chosen.size());
                read(select, chosen);
            }
        }
    }

    /** Campaigns with messages planned, one step along the index for each, however many messages they have. */
    private static List<String> waiting(Connection connection, ChannelName channel) throws SQLException {
        List<String> campaigns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                with recursive waiting (campaign) as (
                    (select campaign from touchpoint where state = 'planned' and not urgent and channel = ?
                     order by campaign limit 1)
                    union all
                    select (select campaign from touchpoint where state = 'planned' and not urgent and channel = ?
                            and campaign > waiting.campaign order by campaign limit 1)
                    from waiting where campaign is not null)
                select campaign from waiting where campaign is not null
                """)) {
            select.setString(1, channel.value());
            select.setString(2, channel.value());
            read(select, campaigns);
        }
        return campaigns;
    }

    private static void read(PreparedStatement select, List<String> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.add(row.getString(1));
            }
        }
    }
}
