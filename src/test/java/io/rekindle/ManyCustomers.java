package io.rekindle;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Customers by the million with facts of every kind, written straight into the database: the histories are those of a
 * thousand different customers of a shop, most of whom ordered little, and are dealt out over and over. Seeded.
 */
public final class ManyCustomers {

    /** The instant up to which something happened to them. */
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static final int DIFFERENT = 1_000;
    private static final int YEAR = 365;
    private static final List<String> NAMES =
            List.of("Page Viewed", "Product Viewed", "Page Viewed", "Coupon Viewed", "Order Completed", "Cart Updated");

    private ManyCustomers() {}

    /** Replaces all customers by so many. */
    public static void fill(DataSource database, int customers, long seed) {
        try (Connection connection = database.getConnection()) {
            try (var statement = connection.createStatement()) {
                statement.execute("truncate customer cascade");
                statement.execute("create temp table pattern (number int primary key, history bytea not null)");
                patterns(connection, new Random(seed));
                statement.execute("""
                        insert into customer (ref, zone) select 'many-' || n,
                            (array['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'])[1 + n %% 3]
                        from generate_series(1, %d) n
                        """.formatted(customers));
                statement.execute("""
                        insert into contact_point (customer_id, channel, address)
                        select id, 'email', ref || '@example.com' from customer
                        """);
                statement.execute("""
                        insert into facts (customer_id, history) select c.id, p.history
                        from customer c join pattern p on p.number = abs(hashint8extended(c.id, %d)) %% %d
                        """.formatted(seed, DIFFERENT));
                statement.execute("insert into due (customer_id, lifecycle) select id, 'new' from customer");
                statement.execute("drop table pattern");
            }
            try (var statement = connection.createStatement()) {
                statement.execute("vacuum analyze customer, contact_point, facts, due");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot make many customers", failure);
        }
    }

    private static void patterns(Connection connection, Random random) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into pattern values (?, ?)")) {
            for (int number = 0; number < DIFFERENT; number++) {
                insert.setInt(1, number);
                insert.setBytes(2, history(random).toBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static History history(Random random) {
        History history = new History();
        int activity = 1 + (int) Math.min(120, Math.abs(random.nextGaussian() * random.nextInt(40)));
        add(history, "User Registered", 1 + random.nextInt(2 * YEAR), random, 0);
        for (int event = 0; event < activity; event++) {
            int daysAgo = random.nextInt(random.nextInt(3) == 0 ? 30 : YEAR);
            add(history, NAMES.get(random.nextInt(NAMES.size())), daysAgo, random, event + 1);
        }
        return history;
    }

    private static void add(History history, String name, int daysAgo, Random random, int number) {
        Instant at = NOW.minus(daysAgo, ChronoUnit.DAYS).minus(random.nextInt(1_440), ChronoUnit.MINUTES);
        Map<String, Object> properties = Map.of("total", random.nextInt(300), "category", "c" + random.nextInt(5));
        Fold.apply(history, new Event("m" + number, new CustomerId("pattern"), name, at, new TreeMap<>(properties)));
    }
}
