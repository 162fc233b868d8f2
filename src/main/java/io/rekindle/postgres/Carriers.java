package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Which providers carry each channel, as the node that started last has them in its settings. */
public final class Carriers {

    private final DataSource source;

    public Carriers(DataSource source) {
        this.source = source;
    }

    /** From now on these carry these channels, and nobody else does. */
    public void are(Map<ChannelName, List<String>> providers) {
        List<Map.Entry<String, String>> rows = new ArrayList<>();
        providers.forEach((channel, names) -> names.forEach(name -> rows.add(Map.entry(channel.value(), name))));
        Transaction.in(source, "noting who carries what", connection -> {
            try (PreparedStatement lock = connection.prepareStatement("lock table carrier in exclusive mode");
                    PreparedStatement clear = connection.prepareStatement("delete from carrier");
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into carrier select * from unnest(?::text[], ?::text[])")) {
                lock.execute();
                clear.executeUpdate();
                insert.setArray(1, Rows.texts(connection, rows, Map.Entry::getKey));
                insert.setArray(2, Rows.texts(connection, rows, Map.Entry::getValue));
                return insert.executeUpdate();
            }
        });
    }

    /** The providers of each channel. */
    public Map<ChannelName, Set<String>> byChannel() {
        return Transaction.in(source, "asking who carries what", connection -> {
            Map<ChannelName, Set<String>> providers = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement("select channel, provider from carrier");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    providers
                            .computeIfAbsent(new ChannelName(row.getString("channel")), any -> new TreeSet<>())
                            .add(row.getString("provider"));
                }
            }
            return providers;
        });
    }

    /** The channels of which nobody carries anything once that provider is stopped, with those that are stopped already. */
    static List<String> onlyBy(Connection connection, String provider) throws SQLException {
        List<String> channels = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select channel from carrier group by channel
                having bool_or(provider = ?)
                   and bool_and(provider = ? or 'provider:' || provider in (select scope from pause))
                """)) {
            select.setString(1, provider);
            select.setString(2, provider);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    channels.add(row.getString(1));
                }
            }
        }
        return channels;
    }
}
