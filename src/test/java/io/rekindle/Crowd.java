package io.rekindle;

import io.rekindle.engine.customer.CustomerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Customers by the hundred thousand, made in the database as copies of one whom the engine itself decided on: the same
 * facts, entries and messages, with ids and addresses of their own.
 */
public final class Crowd {

    private Crowd() {}

    /**
     * Adds so many copies of a customer with e-mail and phone, {@code <prefix>0}, {@code <prefix>1} and so on.
     *
     * @param pattern swept already; has messages planned in one campaign or more
     */
    public static void copies(SmallShop shop, CustomerId pattern, String prefix, int copies) {
        try (Connection connection = shop.database().getConnection()) {
            JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            // What is copied is known to hang together.
            sql.sql("set session_replication_role = replica").update();
            try {
                copy(sql, pattern, prefix, copies);
            } finally {
                sql.sql("reset session_replication_role").update();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot copy " + pattern.value(), failure);
        }
    }

    private static void copy(JdbcClient sql, CustomerId pattern, String prefix, int copies) {
        long id = sql.sql("select id from customer where ref = ?")
                .param(pattern.value())
                .query(Long.class)
                .single();
        long first = sql.sql("select max(id) from customer").query(Long.class).single() + 1;
        sql.sql("""
                insert into customer (id, ref, zone, language, personal) overriding system value
                select :first + n, :prefix || n, zone, language, personal
                from customer, generate_series(0, :copies - 1) n where id = :id
                """)
                .param("first", first)
                .param("prefix", prefix)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("""
                insert into contact_point (customer_id, channel, address)
                select :first + n, channel, case channel
                    when 'email' then :prefix || n || '@example.com' else '+86138' || lpad((:first + n)::text, 8, '0') end
                from contact_point, generate_series(0, :copies - 1) n where customer_id = :id
                """)
                .param("first", first)
                .param("prefix", prefix)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("""
                insert into entry (id, customer_id, campaign, variant, holdout, occasion, entered_at, ended_at, end_reason)
                select md5(id || '/' || :first + n)::uuid, :first + n, campaign, variant, holdout, occasion, entered_at,
                       ended_at, end_reason
                from entry, generate_series(0, :copies - 1) n where customer_id = :id
                """)
                .param("first", first)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("""
                insert into touchpoint (id, customer_id, campaign, entry, step, channel, template, language, send_at,
                                        too_old_at, cost_micros, urgent)
                select md5(id || '/' || :first + n)::uuid, :first + n, campaign, md5(entry || '/' || :first + n)::uuid,
                       step, channel, template, language, send_at, too_old_at, cost_micros, urgent
                from touchpoint, generate_series(0, :copies - 1) n where customer_id = :id
                """)
                .param("first", first)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("insert into due (customer_id, evaluated_at, lifecycle)"
                        + " select :first + n, evaluated_at, lifecycle from due, generate_series(0, :copies - 1) n"
                        + " where customer_id = :id")
                .param("first", first)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("insert into facts (customer_id, history) select :first + n, " + renamed(sql, id)
                        + " from facts, generate_series(0, :copies - 1) n where customer_id = :id")
                .param("first", first)
                .param("copies", copies)
                .param("id", id)
                .update();
        sql.sql("select setval(pg_get_serial_sequence('customer', 'id'), (select max(id) from customer))")
                .query()
                .singleValue();
        for (String table : List.of("customer", "contact_point", "entry", "touchpoint", "due", "facts")) {
            sql.sql("vacuum analyze " + table).update();
        }
    }

    /** The pattern's history as an SQL expression, each id in it replaced by that of the copy, which is as long. */
    private static String renamed(JdbcClient sql, long id) {
        String history = "encode(history, 'hex')";
        List<String> ids = sql.sql("select id::text from entry where customer_id = :id"
                        + " union all select id::text from touchpoint where customer_id = :id")
                .param("id", id)
                .query(String.class)
                .list();
        for (String one : ids) {
            history = "replace(" + history + ", encode('" + one + "', 'hex'), encode((md5('" + one
                    + "' || '/' || :first + n)::uuid::text)::bytea, 'hex'))";
        }
        return "decode(" + history + ", 'hex')";
    }
}
