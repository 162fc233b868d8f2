package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database from before events and decisions had months, brought up to date. */
class MigratedToMonthsTest {

    private static final String BEFORE = "12";

    @Test
    void keeps_every_row_and_knows_every_id() {
        String name = TestServer.running().newEmptyDatabase();
        try (HikariDataSource database = TestServer.running().pool(name)) {
            Flyway.configure().dataSource(database).target(BEFORE).load().migrate();
            JdbcClient sql = JdbcClient.create(database);
            fill(sql);

            Migrations.apply(database);
            Months.ensure(database, Instant.parse("2026-06-15T00:00:00Z"));

            assertThat(rows(sql, "select tableoid::regclass || ' ' || message_id from event order by 1"))
                    .containsExactly("event_2026_04 m1", "event_2026_05 m2", "event_2026_06 m3");
            assertThat(rows(sql, """
                            select tableoid::regclass || ' ' || step || ' ' || outcome || ' ' || body from decision
                            order by occasion, step
                            """))
                    .containsExactly(
                            "decision_2026_04  entered first",
                            "decision_2026_04 hello send later",
                            "decision_2026_06  refused no");
            assertThat(sql.sql("select count(*) from event_default")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(rows(sql, "select properties->>'total' from event where message_id = 'm2'"))
                    .containsExactly("10");
            PostgresIntake intake = new PostgresIntake(database);
            Event again = new Event(
                    "m1", new CustomerId("ann"), "Order Completed", Instant.EPOCH, new TreeMap<>(Map.of("total", 5)));
            assertThat(intake.store(List.of(again), 0)).isEqualTo(new PostgresIntake.Stored(0, 1));
        }
        TestServer.running().drop(name);
    }

    /** The instants are those of UTC's months, and in the session's zone some are of the month before. */
    private static void fill(JdbcClient sql) {
        sql.sql("""
                insert into customer (id, ref) overriding system value values (1, 'ann');
                insert into event (message_id, customer_id, name, occurred_at, received_at, properties) values
                    ('m1', 1, 'Page Viewed', '2025-01-01T00:00:00Z', '2026-04-30T23:59:59Z', '{}'),
                    ('m2', 1, 'Order Completed', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z', '{"total": 10}'),
                    ('m3', 1, 'Page Viewed', '2026-06-01T01:00:00Z', '2026-06-01T01:00:00Z', '{}');
                insert into entry (id, customer_id, campaign, variant, holdout, occasion, entered_at) values
                    ('00000000-0000-0000-0000-000000000001', 1, 'one', '', false, '2026-04-30T23:59:59Z', '2026-05-01T00:00:00Z');
                insert into decision (id, customer_id, campaign, entry, step, at, release, outcome, reason, detail, body, since,
                                      profile, history) values
                    ('00000000-0000-0000-0000-00000000000a', 1, 'one', '00000000-0000-0000-0000-000000000001', '',
                     '2026-05-01T00:00:00Z', 'v', 'entered', null, '', 'first', '2026-05-01T00:00:00Z', '{}', ''),
                    ('00000000-0000-0000-0000-00000000000b', 1, 'one', '00000000-0000-0000-0000-000000000001', 'hello',
                     '2026-05-02T00:00:00Z', 'v', 'send', null, '', 'later', '2026-05-01T00:00:00Z', '{}', ''),
                    ('00000000-0000-0000-0000-00000000000c', 1, 'one', '00000000-0000-0000-0000-000000000002', '',
                     '2026-06-01T00:00:00Z', 'v', 'refused', 'line_not_met', 'no', 'no', '2026-05-01T00:00:00Z', '{}', '');
                """).update();
    }

    private static List<String> rows(JdbcClient sql, String query) {
        return sql.sql(query).query(String.class).list();
    }
}
