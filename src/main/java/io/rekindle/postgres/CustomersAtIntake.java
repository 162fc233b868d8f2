package io.rekindle.postgres;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Customers to whom something happened, locked: their facts and when they are due, read, changed and written back together. */
final class CustomersAtIntake {

    private final Map<Long, Held> held;

    private CustomersAtIntake(Map<Long, Held> held) {
        this.held = held;
    }

    /**
     * Locks the customers, in the order of their numbers, where all of them are known and none was erased, and answers their
     * numbers; else it locks nobody and answers none. That is nearly always so, and then one way there and back instead of five.
     */
    static Map<String, Long> lockKnown(Connection connection, Set<String> refs) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (PreparedStatement lock = connection.prepareStatement("""
                select c.id, c.ref,
                """ + Live.HOLD + """
                from customer c join due d on d.customer_id = c.id
                where c.ref = any((select ?::text[])::text[])
                  and (select count(*) from customer k join due on customer_id = k.id
                       where k.ref = any((select ?::text[])::text[])) = ?
                  and not exists (select 1 from unnest((select ?::text[])) as t (r) join tombstone
                                  on ref_hash = sha256(convert_to(r, 'UTF8')))
                order by c.id for update of d
                """)) {
            Object[] sorted = refs.toArray();
            lock.setArray(1, connection.createArrayOf("text", sorted));
            lock.setArray(2, connection.createArrayOf("text", sorted));
            lock.setLong(3, sorted.length);
            lock.setArray(4, connection.createArrayOf("text", sorted));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getString(2), rows.getLong(1));
                }
            }
        }
        // One may have been erased while it was waited for.
        return numbers.size() == refs.size() ? numbers : Map.of();
    }

    /** Locks the customers, in the order of their numbers, after it has made the rows that stand for them where they are new. */
    static void lock(Connection connection, Set<Long> customers) throws SQLException {
        Object[] sorted = customers.toArray();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into due (customer_id) select c from unnest(?::bigint[]) as t (c)
                on conflict (customer_id) do nothing
                """)) {
            insert.setArray(1, connection.createArrayOf("bigint", sorted));
            insert.executeUpdate();
        }
        try (PreparedStatement lock = connection.prepareStatement(
                "select " + Live.HOLD
                        + " from due where customer_id = any((select ?::bigint[])::bigint[]) order by customer_id for update")) {
            lock.setArray(1, connection.createArrayOf("bigint", sorted));
            lock.execute();
        }
    }

    /**
     * Reads locked customers. Locking and reading are two statements: one alone would wait for a lock and then show the history as
     * it was before it waited. Rows are looked up as in {@link PostgresBatch}.
     */
    static CustomersAtIntake read(Connection connection, Set<Long> customers, long arrivedAt) throws SQLException {
        Object[] sorted = customers.toArray();
        Map<Long, Held> held = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select customer_id, millis(d.due_at) as due_at, millis(d.evaluated_at) as evaluated_at,
                       millis(d.changed_from) as changed_from, d.activation as under,
                       f.history, live.*
                from due d left join facts f using (customer_id) left join
                """ + Live.ROW + """
                 on true
                where customer_id = any((select ?::bigint[])::bigint[])
                """)) {
            select.setArray(1, connection.createArrayOf("bigint", sorted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] history = rows.getBytes("history");
                    held.put(
                            rows.getLong("customer_id"),
                            Held.of(rows, history == null ? new History() : History.fromBytes(history), arrivedAt));
                }
            }
        }
        return new CustomersAtIntake(held);
    }

    void fold(long customer, Event event, long arrivedAt) {
        Objects.requireNonNull(held.get(customer)).fold(event, arrivedAt);
    }

    /** All of them, as of the last evaluation, if there was one. */
    void evaluateAnew() {
        held.values().forEach(Held::evaluateAnew);
    }

    /** Writes back what changed. */
    void write(Connection connection) throws SQLException {
        List<Held> changed = held.values().stream().filter(one -> one.changed).toList();
        try (PreparedStatement update = connection.prepareStatement("""
                with changed as (
                    select * from unnest((select ?::bigint[]), (select ?::bytea[]), (select ?::bigint[]),
                                         (select ?::bigint[])) as t (c, h, d, f)),
                folded as (
                    insert into facts (customer_id, history) select c, h from changed
                    on conflict (customer_id) do update set history = excluded.history)
                update due set due_at = instant(d), changed_from = instant(f)
                from changed where customer_id = c
                """)) {
            update.setArray(1, Rows.numbers(connection, changed, one -> one.customer));
            update.setArray(2, Rows.bytes(connection, changed, one -> one.history.toBytes()));
            update.setArray(3, Rows.instants(connection, changed, one -> one.dueAt));
            update.setArray(4, Rows.instants(connection, changed, one -> one.changedFrom));
            update.executeUpdate();
        }
    }

    /** A locked customer with what is to be written back. */
    private static final class Held {
        private final long customer;
        private final History history;
        private final long evaluatedAt;
        private long dueAt;
        private long changedFrom;
        private boolean changed;

        Held(long customer, History history, long dueAt, long evaluatedAt, long changedFrom) {
            this.customer = customer;
            this.history = history;
            this.dueAt = dueAt;
            this.evaluatedAt = evaluatedAt;
            this.changedFrom = changedFrom;
        }

        static Held of(ResultSet row, History history, long arrivedAt) throws SQLException {
            Live live = Live.read(row);
            long dueAt = Rows.instant(row, "due_at", History.NEVER);
            long evaluatedAt = Rows.instant(row, "evaluated_at", Long.MIN_VALUE);
            long under = row.getLong("under");
            return new Held(
                    row.getLong("customer_id"),
                    history,
                    live.dueAt(dueAt, evaluatedAt, under),
                    live.settledUntil(dueAt, evaluatedAt, under, arrivedAt),
                    Rows.instant(row, "changed_from", History.NEVER));
        }

        /** As of the last evaluation, if there was one. */
        void evaluateAnew() {
            changed = evaluatedAt != Long.MIN_VALUE;
            dueAt = changed ? Math.min(dueAt, evaluatedAt) : dueAt;
        }

        /** An event of the future makes the customer due at its time; a late one now, and tells how late it is. */
        void fold(Event event, long arrivedAt) {
            Fold.apply(history, event);
            long at = event.occurredAt().toEpochMilli();
            boolean late = at <= evaluatedAt;
            dueAt = Math.min(dueAt, late ? Math.max(arrivedAt, evaluatedAt) : at);
            changedFrom = late ? Math.min(changedFrom, at) : changedFrom;
            changed = true;
        }
    }
}
