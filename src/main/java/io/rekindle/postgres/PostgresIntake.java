package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Takes customers and events in. An event is stored once, folded into its customer's facts, and the customer marked due,
 * all in one transaction: when a method has returned, nothing it was given can be lost or counted twice.
 */
public final class PostgresIntake {

    private final DataSource source;

    public PostgresIntake(DataSource source) {
        this.source = source;
    }

    /** How many events were new; the others had been stored before, or are of customers that were erased. */
    public record Stored(int fresh, int known) {}

    /** Stores who the customers are. */
    public void identify(List<CustomerRecord> customers) {
        if (!customers.isEmpty()) {
            Transaction.in(source, "storing customers", connection -> {
                identify(connection, customers);
                return customers.size();
            });
        }
    }

    /**
     * Stores events.
     *
     * @param arrivedAt now, epoch milliseconds: when a customer falls due whose event happened before the last evaluation
     */
    public Stored store(List<Event> events, long arrivedAt) {
        if (events.isEmpty()) {
            return new Stored(0, 0);
        }
        return Transaction.in(source, "storing events", connection -> store(connection, events, arrivedAt));
    }

    static Stored store(Connection connection, List<Event> events, long arrivedAt) throws SQLException {
        Set<String> refs = new TreeSet<>();
        events.forEach(event -> refs.add(event.customer().value()));
        Map<String, Long> numbers = lockKnown(connection, refs);
        if (numbers.isEmpty()) {
            refs.removeAll(Erasure.erased(connection, refs));
            numbers = numbers(connection, refs);
            lock(connection, new TreeSet<>(numbers.values()));
        }
        return store(connection, events, numbers, arrivedAt);
    }

    private static Stored store(Connection connection, List<Event> events, Map<String, Long> numbers, long arrivedAt)
            throws SQLException {
        Map<Long, Held> held = read(connection, new TreeSet<>(numbers.values()));
        List<EventRows.Row> rows = events.stream()
                .filter(event -> numbers.containsKey(event.customer().value()))
                .map(event -> new EventRows.Row(number(numbers, event.customer()), event))
                .toList();
        Set<String> fresh = EventRows.insert(connection, rows);
        int stored = fresh.size();
        for (EventRows.Row row : rows) {
            if (fresh.remove(row.event().messageId())) {
                Objects.requireNonNull(held.get(row.customer())).fold(row.event(), arrivedAt);
                redeem(connection, row.event());
            }
        }
        write(connection, held.values().stream().filter(one -> one.changed).toList());
        return new Stored(stored, events.size() - stored);
    }

    /** The store's numbers of the customers, made where they are new. */
    private static Map<String, Long> numbers(Connection connection, Set<String> refs) throws SQLException {
        Object[] sorted = refs.toArray();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer (ref) select r from unnest(?::text[]) as t (r) on conflict (ref) do nothing")) {
            insert.setArray(1, connection.createArrayOf("text", sorted));
            insert.executeUpdate();
        }
        Map<String, Long> numbers = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id, ref from customer where ref = any(?)")) {
            select.setArray(1, connection.createArrayOf("text", sorted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getString(2), rows.getLong(1));
                }
            }
        }
        return numbers;
    }

    private static long number(Map<String, Long> numbers, CustomerId customer) {
        return Objects.requireNonNull(numbers.get(customer.value()));
    }

    /**
     * Locks the customers, in the order of their numbers, where all of them are known and none was erased, and answers their
     * numbers; else it locks nobody and answers none. That is nearly always so, and then one way there and back instead of five.
     */
    private static Map<String, Long> lockKnown(Connection connection, Set<String> refs) throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        try (PreparedStatement lock = connection.prepareStatement("""
                select c.id, c.ref from customer c join due d on d.customer_id = c.id
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
    private static void lock(Connection connection, Set<Long> customers) throws SQLException {
        Object[] sorted = customers.toArray();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into due (customer_id) select c from unnest(?::bigint[]) as t (c)
                on conflict (customer_id) do nothing
                """)) {
            insert.setArray(1, connection.createArrayOf("bigint", sorted));
            insert.executeUpdate();
        }
        try (PreparedStatement lock = connection.prepareStatement(
                "select 1 from due where customer_id = any((select ?::bigint[])::bigint[]) order by customer_id for update")) {
            lock.setArray(1, connection.createArrayOf("bigint", sorted));
            lock.execute();
        }
    }

    /**
     * Reads locked customers. Locking and reading are two statements: one alone would wait for a lock and then show the history as
     * it was before it waited. Rows are looked up as in {@link PostgresBatch}.
     */
    private static Map<Long, Held> read(Connection connection, Set<Long> customers) throws SQLException {
        Object[] sorted = customers.toArray();
        Map<Long, Held> held = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select customer_id, millis(d.due_at) as due_at, millis(d.evaluated_at) as evaluated_at,
                       millis(d.changed_from) as changed_from, f.history
                from due d left join facts f using (customer_id)
                where customer_id = any((select ?::bigint[])::bigint[])
                """)) {
            select.setArray(1, connection.createArrayOf("bigint", sorted));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] history = rows.getBytes("history");
                    held.put(
                            rows.getLong("customer_id"),
                            new Held(
                                    rows.getLong("customer_id"),
                                    history == null ? new History() : History.fromBytes(history),
                                    Rows.instant(rows, "due_at", History.NEVER),
                                    Rows.instant(rows, "evaluated_at", Long.MIN_VALUE),
                                    Rows.instant(rows, "changed_from", History.NEVER)));
                }
            }
        }
        return held;
    }

    private static void write(Connection connection, List<Held> changed) throws SQLException {
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

    private static void redeem(Connection connection, Event event) throws SQLException {
        String key = event.key();
        String code = key.equals(EventNames.COUPON_REDEEMED)
                ? event.text("code")
                : key.equals(EventNames.ORDER_COMPLETED) ? event.text("coupon") : null;
        if (code != null) {
            Coupons.redeem(connection, code, event.occurredAt().toEpochMilli(), event.messageId());
        }
    }

    private static void identify(Connection connection, List<CustomerRecord> all) throws SQLException {
        Set<String> refs = new TreeSet<>();
        all.forEach(one -> refs.add(one.id().value()));
        refs.removeAll(Erasure.erased(connection, refs));
        List<CustomerRecord> customers =
                all.stream().filter(one -> refs.contains(one.id().value())).toList();
        Map<String, Long> numbers = numbers(connection, refs);
        try (PreparedStatement update = connection.prepareStatement("""
                with moved as (
                    update due set due_at = least(due_at, evaluated_at)
                    from unnest(?::bigint[], ?::text[]) as t (c, z), customer
                    where customer_id = c and id = c and z is distinct from zone and z is not null)
                update customer set zone = coalesce(z, zone), language = coalesce(l, language),
                       personal = personal || p::jsonb
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) as t (c, z, l, p) where id = c
                """)) {
            // Days are the customer's days: in another zone any answer may be another.
            update.setArray(1, Rows.numbers(connection, customers, one -> number(numbers, one.id())));
            update.setArray(2, Rows.texts(connection, customers, CustomerRecord::zone));
            update.setArray(3, Rows.numbers(connection, customers, one -> number(numbers, one.id())));
            update.setArray(4, Rows.texts(connection, customers, CustomerRecord::zone));
            update.setArray(5, Rows.texts(connection, customers, CustomerRecord::language));
            update.setArray(6, Rows.texts(connection, customers, one -> EventRows.json(one.personal())));
            update.executeUpdate();
        }
        record Point(long customer, ContactPoint point) {}
        List<Point> points = new ArrayList<>();
        Set<Point> seen = new HashSet<>();
        customers.forEach(one -> one.contactPoints().forEach(point -> {
            Point row = new Point(number(numbers, one.id()), point);
            if (seen.add(row)) {
                points.add(row);
            }
        }));
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into contact_point (customer_id, channel, address)
                select * from unnest(?::bigint[], ?::text[], ?::text[])
                on conflict (customer_id, channel, address) do nothing
                """)) {
            insert.setArray(1, Rows.numbers(connection, points, Point::customer));
            insert.setArray(
                    2,
                    Rows.texts(connection, points, row -> row.point().channel().value()));
            insert.setArray(3, Rows.texts(connection, points, row -> row.point().address()));
            insert.executeUpdate();
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
