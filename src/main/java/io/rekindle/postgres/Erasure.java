package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Forgets customers for good. What stays is a tombstone, a hash of the id, so that an import cannot bring the person back,
 * and the hashes of suppressed addresses, so that nobody writes to them under another id.
 */
public final class Erasure {

    private static final List<String> ROWS = List.of(
            "delete from sandbox_message where touchpoint in (select id from touchpoint where customer_id = ?)",
            "delete from touchpoint where customer_id = ?",
            "delete from coupon where customer_id = ?",
            "delete from decision where customer_id = ?",
            "delete from entry where customer_id = ?",
            "delete from event_id where id in (select event_key(message_id) from event where customer_id = ?)",
            "delete from event where customer_id = ?",
            "delete from facts where customer_id = ?",
            "delete from due where customer_id = ?",
            "delete from contact_point where customer_id = ?",
            "delete from customer where id = ?");

    private final DataSource source;

    public Erasure(DataSource source) {
        this.source = source;
    }

    /**
     * Erases a customer; unsent messages are gone with the rest. Erasing a customer nobody knows leaves a tombstone too.
     *
     * @return whether there was such a customer
     */
    public boolean erase(CustomerId customer) {
        return Transaction.in(source, "erasing a customer", connection -> {
            bury(connection, customer);
            OptionalLong row = lock(connection, customer);
            if (row.isEmpty()) {
                return false;
            }
            suppressAddresses(connection, row.getAsLong());
            freeCoupons(connection, row.getAsLong());
            for (String delete : ROWS) {
                update(connection, delete, row.getAsLong());
            }
            return true;
        });
    }

    /** Those of the ids that were erased. */
    static Set<String> erased(Connection connection, Collection<String> refs) throws SQLException {
        Set<String> erased = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select r from unnest(?::text[]) as t (r)
                where exists (select 1 from tombstone where ref_hash = sha256(convert_to(r, 'UTF8')))
                """)) {
            select.setArray(1, connection.createArrayOf("text", refs.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getString(1));
                }
            }
        }
        return erased;
    }

    private static void bury(Connection connection, CustomerId customer) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into tombstone (ref_hash) values (sha256(convert_to(?, 'UTF8'))) on conflict do nothing
                """)) {
            insert.setString(1, customer.value());
            insert.executeUpdate();
        }
    }

    /**
     * Locks what everybody locks who writes of a customer, and in the same order: whoever writes just now is waited for, and whoever
     * comes later finds nobody.
     */
    private static OptionalLong lock(Connection connection, CustomerId customer) throws SQLException {
        lock(connection, customer, """
                select d.customer_id from due d where d.customer_id = (select id from customer where ref = ?) for update
                """);
        return lock(connection, customer, "select id from customer where ref = ? for update");
    }

    private static OptionalLong lock(Connection connection, CustomerId customer, String row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(row)) {
            select.setString(1, customer.value());
            try (ResultSet found = select.executeQuery()) {
                return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void suppressAddresses(Connection connection, long customer) throws SQLException {
        update(connection, """
                insert into suppression (channel, address_hash, reason)
                select channel, sha256(convert_to(address, 'UTF8')), 'erased' from contact_point where customer_id = ?
                on conflict do nothing
                """, customer);
    }

    private static void freeCoupons(Connection connection, long customer) throws SQLException {
        update(connection, """
                with open as (
                    select s.scope, sum(liability_micros) as micros
                    from coupon, lateral (values ('campaign:' || campaign), (month_scope)) as s (scope)
                    where customer_id = ? and redeemed_at is null and freed_at is null group by s.scope)
                update budget b set reserved_micros = reserved_micros - micros from open where b.scope = open.scope
                """, customer);
    }

    private static void update(Connection connection, String statement, long customer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setLong(1, customer);
            update.executeUpdate();
        }
    }
}
