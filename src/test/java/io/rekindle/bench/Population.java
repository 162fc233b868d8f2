package io.rekindle.bench;

import io.rekindle.demo.ShopCustomer;
import io.rekindle.demo.ShopSettings;
import io.rekindle.demo.ShopSimulation;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A base of so many customers, the same for the same number: eighteen months of the {@linkplain ShopSimulation demo's shop}
 * (orders and drop-out Pareto/NBD, spend Gamma-Gamma, both as published for CDNOW; visits, carts, refunds, consents as {@link
 * ShopSettings} says), with seed {@value #SEED} and customers in ten zones all over the world. Histories are made by the
 * product's own fold and copied into the tables; nobody has been evaluated yet.
 */
final class Population {

    private static final long SEED = 20_260_701;
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int AT_A_TIME = 1_000;
    /** In a larger base as many people live through the same again. */
    private static final int LIVES = 100_000;

    private static final Map<String, Double> WORLD = Map.of(
            "Asia/Shanghai", 0.40,
            "Europe/London", 0.10,
            "Europe/Berlin", 0.10,
            "America/New_York", 0.12,
            "America/Los_Angeles", 0.08,
            "America/Sao_Paulo", 0.05,
            "Asia/Kolkata", 0.06,
            "Asia/Tokyo", 0.05,
            "Australia/Sydney", 0.02,
            "Africa/Lagos", 0.02);

    private final int customers;
    private final int lives;
    private final boolean withEvents;
    private final ShopSettings settings;
    private final ShopSimulation simulation;

    /**
     * @param customers up to a hundred thousand, or a multiple of that
     * @param withEvents whether the event table is filled, too: sweeps do not read it, but they write into its indexes
     */
    Population(int customers, boolean withEvents) {
        if (customers > LIVES && customers % LIVES != 0) {
            throw new IllegalArgumentException("a multiple of " + LIVES + ", not " + customers);
        }
        this.customers = customers;
        this.withEvents = withEvents;
        this.lives = Math.min(customers, LIVES);
        this.settings = settings(lives);
        this.simulation = new ShopSimulation(settings, SEED);
    }

    private static ShopSettings settings(int customers) {
        ShopSettings demo = ShopSettings.standard(FIRST_DAY).withCustomers(customers);
        ShopSettings.People people = demo.people();
        return new ShopSettings(
                demo.firstDay(),
                demo.weeks(),
                customers,
                demo.zone(),
                demo.buying(),
                demo.spending(),
                demo.cnyPerDollar(),
                demo.arrivals(),
                demo.browsing(),
                demo.aftercare(),
                demo.permissions(),
                new ShopSettings.People(
                        WORLD,
                        people.chineseAtHome(),
                        people.chineseAbroad(),
                        people.withEmail(),
                        people.withPhone(),
                        people.withPush(),
                        people.withBaby()));
    }

    /** When the eighteen months are over: nothing happens at or after it. */
    Instant end() {
        return settings.end();
    }

    /** The id of the customer with that number, from 1 on, which is the store's number, too. */
    String id(int number) {
        String first = simulation.customer((number - 1) % lives + 1).id().value();
        return number <= lives ? first : first + "-" + (number - 1) / lives * LIVES;
    }

    /** Empties the database but for releases, and fills it. Also makes {@code flat}, a table of what the lifecycle asks. */
    void load(DataSource source) {
        JdbcClient sql = JdbcClient.create(source);
        sql.sql(
                        "truncate customer, event, event_id, decision, offer, budget, suppression, release, review, scheduled_run, pause, rate, daily_count cascade")
                .update();
        sql.sql("drop table if exists flat").update();
        sql.sql("""
                create unlogged table flat (customer_id bigint primary key, orders int, last_order timestamptz,
                    visits int, visits_before int, spend_micros bigint)
                """).update();
        IntStream.rangeClosed(0, (lives - 1) / AT_A_TIME).parallel().forEach(chunk -> {
            Rows rows = new Rows(new LinkedHashMap<>());
            int last = Math.min(lives, (chunk + 1) * AT_A_TIME);
            for (int number = chunk * AT_A_TIME + 1; number <= last; number++) {
                add(rows, number, simulation.customer(number));
            }
            rows.copy(source);
        });
        again(source);
        sql.sql("select setval(pg_get_serial_sequence('customer', 'id'), ?)")
                .param(customers)
                .query()
                .singleValue();
        for (String table : List.of("customer", "contact_point", "facts", "due", "event", "event_id", "flat")) {
            sql.sql("vacuum analyze " + table).update();
        }
        sql.sql("checkpoint").update();
    }

    /**
     * Copies of everybody, with numbers, ids and addresses of their own; one after the other, so that rows lie on the disk in the order
     * of their numbers, as those of customers do who came one after the other.
     */
    private void again(DataSource source) {
        List<String> copies = List.of(
                "insert into customer (id, ref, zone, language, personal) overriding system value"
                        + " select id + :more, ref || '-:more', zone, language, personal from customer where id",
                "insert into contact_point (customer_id, channel, address)"
                        + " select customer_id + :more, channel, address || '-:more' from contact_point where customer_id",
                "insert into facts select customer_id + :more, history from facts where customer_id",
                "insert into due (customer_id, due_at) select customer_id + :more, due_at from due where customer_id",
                "insert into flat select customer_id + :more, orders, last_order, visits, visits_before, spend_micros"
                        + " from flat where customer_id",
                "insert into event (message_id, customer_id, name, occurred_at, properties)"
                        + " select message_id || '-:more', customer_id + :more, name, occurred_at, properties"
                        + " from event where customer_id");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (int more = LIVES; more < customers; more += LIVES) {
                for (String copy : copies) {
                    statement.execute(copy.replace(":more", String.valueOf(more)) + " <= " + LIVES + " order by ctid");
                }
            }
            statement.execute("insert into event_id (id) select event_key(message_id) from event");
            statement.execute("reset session_replication_role");
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot fill the database", failure);
        }
    }

    private void add(Rows rows, int number, ShopCustomer customer) {
        List<Event> events = simulation.eventsOf(customer);
        History history = new History();
        for (Event event : events) {
            Fold.apply(history, event);
            if (withEvents) {
                rows.add(
                        "event (message_id, customer_id, name, occurred_at, properties)",
                        event.messageId(),
                        number,
                        event.name(),
                        event.occurredAt(),
                        JsonMapper.shared().writeValueAsString(event.properties()));
            }
        }
        rows.add(
                "customer (id, ref, zone, language, personal)",
                number,
                customer.id(),
                customer.zone(),
                customer.language(),
                "{\"first_name\":\"" + customer.firstName() + "\"}");
        for (ContactPoint point : customer.contactPoints()) {
            rows.add("contact_point (customer_id, channel, address)", number, point.channel(), point.address());
        }
        rows.add("facts (customer_id, history)", number, "\\x" + HexFormat.of().formatHex(history.toBytes()));
        rows.add(
                "due (customer_id, due_at)",
                number,
                events.isEmpty() ? "\0" : events.get(0).occurredAt());
        flat(rows, number, events);
    }

    /** Whether the database holds so many customers from a run before, whatever has happened to them since. */
    boolean isLoaded(DataSource source) {
        JdbcClient sql = JdbcClient.create(source);
        return sql.sql("select to_regclass('flat') is not null")
                        .query(Boolean.class)
                        .single()
                && sql.sql("select count(*) from flat").query(Integer.class).single() == customers
                && sql.sql("select count(*) from facts").query(Integer.class).single() == customers;
    }

    private void flat(Rows rows, int number, List<Event> events) {
        Instant month = end().minus(Duration.ofDays(30));
        List<Event> orders = events.stream()
                .filter(one -> one.name().equals("Order Completed"))
                .toList();
        List<Instant> visits = events.stream()
                .filter(one -> one.name().equals("Page Viewed") || one.name().equals("Application Opened"))
                .map(Event::occurredAt)
                .toList();
        rows.add(
                "flat (customer_id, orders, last_order, visits, visits_before, spend_micros)",
                number,
                orders.size(),
                orders.isEmpty() ? "\0" : orders.get(orders.size() - 1).occurredAt(),
                visits.stream().filter(month::isBefore).count(),
                visits.stream()
                        .filter(at -> at.isBefore(month) && at.isAfter(month.minus(Duration.ofDays(30))))
                        .count(),
                orders.stream()
                        .filter(one -> one.occurredAt().isAfter(end().minus(Duration.ofDays(180))))
                        .mapToLong(one ->
                                Long.parseLong(String.valueOf(one.text("total")).replace(".", "")) * 10_000)
                        .sum());
    }

    /** Rows as text, by table, copied in one transaction. */
    private record Rows(Map<String, StringBuilder> byTable) {

        /** A value of one zero character is null. */
        void add(String table, Object... values) {
            StringBuilder text = byTable.computeIfAbsent(table, unused -> new StringBuilder(1 << 16));
            for (int index = 0; index < values.length; index++) {
                String value = values[index].toString();
                text.append(index == 0 ? "" : "\t").append(value.equals("\0") ? "\\N" : value.replace("\\", "\\\\"));
            }
            text.append('\n');
        }

        void copy(DataSource source) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (var statement = connection.createStatement()) {
                    // What is copied is known to hang together, and need not be on the disk at once.
                    statement.execute("set local session_replication_role = replica");
                    statement.execute("set local synchronous_commit = off");
                }
                for (var table : byTable.entrySet()) {
                    byte[] bytes = table.getValue().toString().getBytes(StandardCharsets.UTF_8);
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + table.getKey() + " from stdin", new ByteArrayInputStream(bytes));
                }
                connection.commit();
                connection.setAutoCommit(true);
            } catch (SQLException | IOException failure) {
                throw new IllegalStateException("cannot fill the database", failure);
            }
        }
    }
}
