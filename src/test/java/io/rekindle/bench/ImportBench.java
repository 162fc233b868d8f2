package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.Database;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events taken in a thousand at a time, each stored once, folded into its customer's facts and the customer marked due, against
 * bare rows of the same text: one INSERT and commit each, and COPY, into a table with the same key. On one connection, by turns.
 */
class ImportBench {

    private static final int EVENTS = Integer.getInteger("rekindle.bench.imported", 50_000);
    private static final int ALONE = EVENTS / 10;
    private static final int CUSTOMERS = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final int ROUNDS = Integer.getInteger("rekindle.bench.rounds", 3);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private int number;

    @Test
    void imports() {
        try (BenchReport report = new BenchReport("importing " + EVENTS + " events on " + Machine.inWords());
                Database database = Database.open(Path.of("target", "bench-home"), Map.of())) {
            DataSource source = database.dataSource();
            JdbcClient sql = JdbcClient.create(source);
            sql.sql("truncate customer, event, event_id, decision, release, review, offer, budget cascade")
                    .update();
            sql.sql("drop table if exists bare").update();
            sql.sql(
                            "create table bare (message_id text primary key, customer text, name text, at text, properties jsonb)")
                    .update();
            Installation shop = Installation.open(source, Books.shipped(), Clock.systemUTC());
            store(shop);
            Measured single = Measured.median(ROUNDS, source, () -> inserts(source));
            Measured copied = Measured.median(ROUNDS, source, () -> copy(source));
            Measured taken = Measured.median(ROUNDS, source, () -> store(shop));
            report.figure("INSERT and commit each", single.done() / single.seconds(), "/s");
            report.figure(
                    "INSERT and commit each: processor of the database", perEvent(single, single.database()), "µs");
            report.figure("COPY", copied.done() / copied.seconds(), "/s");
            report.figure("COPY: processor of the database", perEvent(copied, copied.database()), "µs");
            report.figure("taken in", taken.done() / taken.seconds(), "/s");
            report.figure("taken in: processor of the process", perEvent(taken, taken.own()), "µs");
            report.figure("taken in: processor of the database", perEvent(taken, taken.database()), "µs");
            double ratio = taken.done() / taken.seconds() / (single.done() / single.seconds());
            report.atLeast("taken in, against INSERT and commit each", ratio, "x", 1);
            report.atMost(
                    "processor of both an event", perEvent(taken, taken.own() + taken.database()) / 1000, "ms", 0.3);
            sql.sql("drop table bare").update();
        }
    }

    private static double perEvent(Measured measured, double seconds) {
        return seconds * 1e6 / measured.done();
    }

    /** Visits of customers in turn, with a property as shops send it. */
    private List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int id = ++number;
            var properties = new TreeMap<String, Object>(Map.of("path", "/p/" + id % 100));
            CustomerId customer = new CustomerId("c" + id % CUSTOMERS);
            events.add(new Event("e" + id, customer, "Page Viewed", BEGIN.plusSeconds(id), properties));
        }
        return events;
    }

    private long store(Installation shop) {
        for (int done = 0; done < EVENTS; done += AT_ONCE) {
            shop.intake().store(next(AT_ONCE), BEGIN.toEpochMilli());
        }
        return EVENTS;
    }

    private long inserts(DataSource source) {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into bare values (?, ?, ?, ?, ?::jsonb)")) {
            for (Event event : next(ALONE)) {
                int column = 0;
                for (String value : columns(event)) {
                    insert.setString(++column, value);
                }
                insert.executeUpdate();
            }
            return ALONE;
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long copy(DataSource source) {
        StringBuilder rows = new StringBuilder();
        next(EVENTS)
                .forEach(event -> rows.append(String.join("\t", columns(event))).append('\n'));
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        try (Connection connection = source.getConnection()) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bare from stdin", new ByteArrayInputStream(bytes));
        } catch (java.sql.SQLException | java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> columns(Event event) {
        return List.of(
                event.messageId(),
                event.customer().value(),
                event.name(),
                event.occurredAt().toString(),
                "{\"path\":\"" + event.text("path") + "\"}");
    }
}
