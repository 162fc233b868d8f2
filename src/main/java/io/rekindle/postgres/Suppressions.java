package io.rekindle.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Addresses that may not be written to, whoever they belong to; kept by SHA-256. */
final class Suppressions {

    /** It came back for good, was complained about, or its owner said stop. */
    enum Why {
        BOUNCED,
        COMPLAINED,
        UNSUBSCRIBED;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final String ADDRESSES_OF_READER = """
            select p.channel, sha256(convert_to(p.address, 'UTF8')) as hash
            from touchpoint t join contact_point p on p.customer_id = t.customer_id
            where t.id = ?::uuid and p.channel = any(?)
            union
            select channel, address_hash from touchpoint
            where id = ?::uuid and channel = any(?) and address_hash is not null
            """;

    private Suppressions() {}

    static void add(Connection connection, String channel, String address, Why why) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into suppression (channel, address_hash, reason) values (?, sha256(convert_to(?, 'UTF8')), ?)
                on conflict (channel, address_hash) do update set reason = excluded.reason
                where suppression.reason = 'unsubscribed'
                """)) {
            insert.setString(1, channel);
            insert.setString(2, address);
            insert.setString(3, why.key());
            insert.executeUpdate();
        }
    }

    /** Suppresses the address that a touchpoint was sent to. */
    static void addOf(Connection connection, String touchpoint, Why why) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into suppression (channel, address_hash, reason)
                select channel, address_hash, ? from touchpoint where id = ?::uuid and address_hash is not null
                on conflict (channel, address_hash) do update set reason = excluded.reason
                where suppression.reason = 'unsubscribed'
                """)) {
            insert.setString(1, why.key());
            insert.setString(2, touchpoint);
            insert.executeUpdate();
        }
    }

    /** Takes back a stop of the address's owner; what bounced or was complained about stays. */
    static void lift(Connection connection, String channel, String address) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from suppression
                where channel = ? and address_hash = sha256(convert_to(?, 'UTF8')) and reason = 'unsubscribed'
                """)) {
            delete.setString(1, channel);
            delete.setString(2, address);
            delete.executeUpdate();
        }
    }

    /** The reader of a touchpoint stops channels: neither where they are reached nor where it went is written to any more. */
    static void addAll(Connection connection, String touchpoint, Collection<String> channels) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("with theirs as (" + ADDRESSES_OF_READER + """
                ) insert into suppression (channel, address_hash, reason)
                select channel, hash, 'unsubscribed' from theirs on conflict (channel, address_hash) do nothing
                """)) {
            ofReader(connection, insert, touchpoint, channels);
        }
    }

    /** The reader of a touchpoint takes stops of channels back; what bounced or was complained about stays. */
    static void liftAll(Connection connection, String touchpoint, Collection<String> channels) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("with theirs as (" + ADDRESSES_OF_READER + """
                ) delete from suppression s using theirs
                where s.channel = theirs.channel and s.address_hash = theirs.hash and s.reason = 'unsubscribed'
                """)) {
            ofReader(connection, delete, touchpoint, channels);
        }
    }

    private static void ofReader(
            Connection connection, PreparedStatement statement, String touchpoint, Collection<String> channels)
            throws SQLException {
        Array names = connection.createArrayOf("text", channels.toArray());
        statement.setString(1, touchpoint);
        statement.setArray(2, names);
        statement.setString(3, touchpoint);
        statement.setArray(4, names);
        statement.executeUpdate();
    }
}
