package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

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

    private Suppressions() {}

    static void add(Connection connection, String channel, String address, Why why) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into suppression (channel, address_hash, reason) values (?, sha256(convert_to(?, 'UTF8')), ?)
                on conflict (channel, address_hash) do nothing
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
                on conflict (channel, address_hash) do nothing
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
}
