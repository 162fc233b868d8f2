package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
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

    /**
     * Stores who the customers are.
     *
     * @param arrivedAt now, epoch milliseconds
     */
    public void identify(List<CustomerRecord> customers, long arrivedAt) {
        if (!customers.isEmpty()) {
            Transaction.in(source, "storing customers", connection -> {
                identify(connection, customers, arrivedAt);
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
        Map<String, Long> numbers = CustomersAtIntake.lockKnown(connection, refs);
        if (numbers.isEmpty()) {
            refs.removeAll(Erasure.erased(connection, refs));
            numbers = numbers(connection, refs);
            CustomersAtIntake.lock(connection, new TreeSet<>(numbers.values()));
        }
        return store(connection, events, numbers, arrivedAt);
    }

    private static Stored store(Connection connection, List<Event> events, Map<String, Long> numbers, long arrivedAt)
            throws SQLException {
        CustomersAtIntake locked = CustomersAtIntake.read(connection, new TreeSet<>(numbers.values()), arrivedAt);
        List<EventRows.Row> rows = events.stream()
                .filter(event -> numbers.containsKey(event.customer().value()))
                .map(event -> new EventRows.Row(number(numbers, event.customer()), event))
                .toList();
        Set<String> fresh = EventRows.insert(connection, rows);
        int stored = fresh.size();
        for (EventRows.Row row : rows) {
            if (fresh.remove(row.event().messageId())) {
                locked.fold(row.customer(), row.event(), arrivedAt);
                redeem(connection, row.event());
            }
        }
        locked.write(connection);
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

    private static void redeem(Connection connection, Event event) throws SQLException {
        String key = event.key();
        String code = key.equals(EventNames.COUPON_REDEEMED)
                ? event.text("code")
                : key.equals(EventNames.ORDER_COMPLETED) ? event.text("coupon") : null;
        if (code != null) {
            Coupons.redeem(connection, code, event.occurredAt().toEpochMilli(), event.messageId());
        }
    }

    private static void identify(Connection connection, List<CustomerRecord> all, long arrivedAt) throws SQLException {
        Set<String> refs = new TreeSet<>();
        all.forEach(one -> refs.add(one.id().value()));
        refs.removeAll(Erasure.erased(connection, refs));
        List<CustomerRecord> customers =
                all.stream().filter(one -> refs.contains(one.id().value())).toList();
        Map<String, Long> numbers = numbers(connection, refs);
        moved(connection, customers, numbers, arrivedAt);
        try (PreparedStatement update = connection.prepareStatement("""
                update customer set zone = coalesce(z, zone), language = coalesce(l, language),
                       personal = personal || p::jsonb
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) as t (c, z, l, p) where id = c
                """)) {
            update.setArray(1, Rows.numbers(connection, customers, one -> number(numbers, one.id())));
            update.setArray(2, Rows.texts(connection, customers, CustomerRecord::zone));
            update.setArray(3, Rows.texts(connection, customers, CustomerRecord::language));
            update.setArray(4, Rows.texts(connection, customers, one -> EventRows.json(one.personal())));
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

    /** Days are the customer's days: in another zone any answer since the last evaluation may be another. */
    private static void moved(
            Connection connection, List<CustomerRecord> customers, Map<String, Long> numbers, long arrivedAt)
            throws SQLException {
        Set<Long> moved = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select c from unnest(?::bigint[], ?::text[]) as t (c, z) join customer on id = c
                where z is distinct from zone and z is not null and exists (select 1 from due where customer_id = c)
                """)) {
            select.setArray(1, Rows.numbers(connection, customers, one -> number(numbers, one.id())));
            select.setArray(2, Rows.texts(connection, customers, CustomerRecord::zone));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    moved.add(rows.getLong(1));
                }
            }
        }
        if (!moved.isEmpty()) {
            CustomersAtIntake.lock(connection, moved);
            CustomersAtIntake locked = CustomersAtIntake.read(connection, moved, arrivedAt);
            locked.evaluateAnew();
            locked.write(connection);
        }
    }
}
