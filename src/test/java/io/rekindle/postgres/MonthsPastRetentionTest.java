package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.decision.Explanation;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.postgres.PostgresIntake.Stored;
import io.rekindle.postgres.Retention.Deleted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class MonthsPastRetentionTest {

    private static final Period QUARTER = Period.ofMonths(3);
    private static final String JULY = "2028-07-20T10:00:00Z";
    private static final String AUGUST = "2028-08-01T00:00:00Z";
    private static final Instant NOVEMBER = Instant.parse("2028-11-10T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2028-12-10T00:00:00Z");

    private final DataSource database;
    private final SmallShop shop;
    private final List<Deleted> deleted = new CopyOnWriteArrayList<>();

    MonthsPastRetentionTest(DataSource database) {
        this.database = database;
        this.shop = new SmallShop(database, Map.of("campaigns/one.yaml", """
                campaign: one
                name: 活动 | Campaign
                trigger: event cart_abandoned
                audience:
                  - has never ordered
                steps:
                  - hello: at once, send email hello
                """));
        for (String parent : Months.PARENTS) {
            for (String month : Months.before(database, parent, YearMonth.of(9999, 12))) {
                shop.sql().sql("drop table " + month).update();
            }
        }
    }

    private Retention kept(@Nullable Period events, @Nullable Period decisions) {
        return new Retention(database, events, decisions, deleted::add);
    }

    private static Event order(String id, String ref) {
        return SmallShop.event(id, ref, "Order Completed", "2026-03-02T12:00:00Z", "total", 10);
    }

    /** As if the event had arrived then; the month has a table. */
    private void arrived(String id, String at) {
        month("event", at);
        shop.sql()
                .sql("update event set received_at = ?::timestamptz where message_id = ?")
                .param(at)
                .param(id)
                .update();
    }

    private void month(String parent, String at) {
        shop.sql()
                .sql("select add_month(?, date_trunc('month', ?::timestamptz at time zone 'UTC')::date)")
                .param(parent)
                .param(at)
                .query(Boolean.class)
                .single();
    }

    private boolean exists(String table) {
        return shop.number("select count(to_regclass('%s'))".formatted(table)) == 1;
    }

    private Facts facts(String ref, String at) {
        var known = known(ref);
        return new Facts(known.profile(), known.history(), SmallShop.millis(at));
    }

    private PostgresCustomers.Known known(String ref) {
        return shop.installation().customers().find(new CustomerId(ref)).orElseThrow();
    }

    private List<String> events() {
        return shop.rows("select tableoid::regclass, message_id from event order by message_id");
    }

    @Test
    void an_id_that_comes_in_two_months_is_stored_once_and_folded_once() {
        shop.store(List.of(order("m1", "ann")), JULY);
        arrived("m1", JULY);

        assertThat(shop.store(List.of(order("m1", "ann"), order("m2", "ann")), AUGUST))
                .isEqualTo(new Stored(1, 1));

        arrived("m2", AUGUST);
        assertThat(events()).containsExactly("event_2028_07 m1", "event_2028_08 m2");
        assertThat(facts("ann", AUGUST).getOrders()).isEqualTo(2);
    }

    @Test
    void a_repeat_after_its_month_was_dropped_changes_nothing() {
        shop.store(List.of(order("m1", "ann")), JULY);
        arrived("m1", JULY);
        kept(QUARTER, null).keep(NOVEMBER);
        assertThat(events()).isEmpty();

        assertThat(shop.store(List.of(order("m1", "ann"), order("m2", "ann")), AUGUST))
                .isEqualTo(new Stored(1, 1));

        assertThat(shop.rows("select message_id from event")).containsExactly("m2");
        assertThat(facts("ann", AUGUST).getOrders()).isEqualTo(2);
    }

    @Test
    void of_events_go_and_those_within_stay_and_facts_and_explanations_still_answer() {
        shop.customer("ann", null);
        shop.store(List.of(order("m1", "ann"), order("m2", "ann")), JULY);
        arrived("m1", JULY);
        arrived("m2", AUGUST);
        Explanation before = explained("ann");

        kept(QUARTER, null).keep(NOVEMBER);

        assertThat(events()).containsExactly("event_2028_08 m2");
        assertThat(exists("event_2028_07")).isFalse();
        assertThat(deleted).containsExactly(new Deleted("event", 1, 0));
        assertThat(facts("ann", JULY).getOrders()).isEqualTo(2);
        assertThat(explained("ann")).isEqualTo(before);

        kept(QUARTER, null).keep(DECEMBER);
        assertThat(events()).isEmpty();
    }

    private Explanation explained(String ref) {
        try (Evaluator evaluator = shop.installation().evaluator()) {
            var known = known(ref);
            var campaign = shop.installation().release().book().campaign("one").orElseThrow();
            return new Explainer(evaluator).explain(known.profile(), known.history(), campaign, SmallShop.millis(JULY));
        }
    }

    @Test
    void of_decisions_go_and_what_follows_from_them_stays_and_is_not_done_again() {
        month("decision", JULY);
        month("decision", AUGUST);
        for (String ref : List.of("ann", "bob")) {
            shop.customer(ref, null);
            shop.happens(ref, "User Registered", "2028-07-01T00:00:00Z");
        }
        shop.store(List.of(SmallShop.event("c1", "ann", "Cart Abandoned", JULY)), JULY);
        shop.sweep(JULY);
        shop.store(List.of(SmallShop.event("c2", "bob", "Cart Abandoned", AUGUST)), AUGUST);
        shop.sweep(AUGUST);
        assertThat(decisions())
                .containsExactly(
                        "decision_2028_07 ann ",
                        "decision_2028_07 ann hello",
                        "decision_2028_08 bob ",
                        "decision_2028_08 bob hello");

        kept(null, QUARTER).keep(NOVEMBER);
        shop.store(List.of(SmallShop.event("c1", "ann", "Cart Abandoned", JULY)), AUGUST);
        shop.sweep("2028-08-01T00:00:01Z");

        assertThat(decisions()).containsExactly("decision_2028_08 bob ", "decision_2028_08 bob hello");
        assertThat(deleted).containsExactly(new Deleted("decision", 1, 0));
        assertThat(shop.number("select count(*) from entry")).isEqualTo(2);
        shop.hasTouchpoints("hello planned -", "hello planned -");
        assertThat(new PostgresDecisions(database).ofCustomer(new CustomerId("bob"), Place.START, 10))
                .hasSize(2)
                .allMatch(one -> new PostgresDecisions(database)
                        .find(UUID.fromString(one.id()))
                        .isPresent());
    }

    private List<String> decisions() {
        return shop.rows("""
                select d.tableoid::regclass, c.ref, step from decision d join customer c on c.id = d.customer_id
                order by c.ref, step
                """);
    }

    @Test
    void rows_that_have_no_month_go_a_few_thousand_at_a_time() {
        shop.sql().sql("""
                create table deleting (at timestamptz);
                create function note_deleting() returns trigger language plpgsql as
                    $$ begin insert into deleting values (now()); return null; end $$;
                create trigger note_deleting after delete on event_default execute function note_deleting();
                """).update();
        fill("2027-01-05T00:00:00Z", 12_001);
        fill("2028-08-01T00:00:00Z", 7);

        kept(QUARTER, QUARTER).keep(NOVEMBER);

        assertThat(deleted).containsExactly(new Deleted("event", 0, 12_001));
        assertThat(shop.number("select count(*) from event")).isEqualTo(7);
        assertThat(shop.number("select count(distinct at) from deleting")).isEqualTo(3);
        shop.sql()
                .sql("drop function note_deleting cascade; drop table deleting")
                .update();
    }

    private void fill(String receivedAt, int rows) {
        shop.sql().sql("""
                insert into event (message_id, customer_id, name, occurred_at, received_at, properties)
                select 'x' || n, 1, 'Page Viewed', ?::timestamptz, ?::timestamptz, '{}' from generate_series(1, ?) n
                """).param(receivedAt).param(receivedAt).param(rows).update();
    }

    @Test
    void and_the_months_to_come_are_there_when_the_clock_has_moved_on_a_year() {
        kept(null, null).keep(Instant.parse("2040-11-30T23:59:59Z"));
        assertThat(exists("event_2041_11")).isTrue();
        assertThat(exists("event_2041_12")).isFalse();

        kept(null, null).keep(Instant.parse("2041-12-01T00:00:00Z"));

        assertThat(exists("event_2042_12")).isTrue();
        assertThat(exists("decision_2042_12")).isTrue();
        fill("2042-12-31T23:59:59.999Z", 1);
        fill("2043-01-01T00:00:00Z", 1);
        assertThat(shop.rows("select tableoid::regclass from event order by received_at"))
                .containsExactly("event_2042_12", "event_default");
        assertThat(deleted).isEmpty();
    }

    @Test
    void are_dropped_once_though_four_nodes_do_it_at_once() throws Exception {
        for (String at : List.of("2050-01-01T00:00:00Z", "2050-02-01T00:00:00Z", "2050-03-01T00:00:00Z")) {
            month("event", at);
            month("decision", at);
        }
        Instant now = Instant.parse("2050-06-01T00:00:00Z");

        AtOnce.times(4, () -> {
            kept(Period.ofMonths(4), Period.ofMonths(3)).keep(now);
            return now;
        });

        assertThat(exists("event_2050_01")).isFalse();
        assertThat(exists("event_2050_02")).isTrue();
        assertThat(exists("decision_2050_02")).isFalse();
        assertThat(exists("decision_2050_03")).isTrue();
        assertThat(exists("event_2051_06")).isTrue();
        assertThat(months("event")).isEqualTo(1);
        assertThat(months("decision")).isEqualTo(2);
    }

    private int months(String table) {
        return deleted.stream()
                .filter(one -> one.table().equals(table))
                .mapToInt(Deleted::months)
                .sum();
    }

    @Test
    void that_lie_in_the_default_partition_stay_there_and_go_from_there() {
        fill("2061-05-05T00:00:00Z", 1);

        kept(QUARTER, null).keep(Instant.parse("2060-11-10T00:00:00Z"));
        fill("2061-05-06T00:00:00Z", 1);

        assertThat(exists("event_2061_05")).isFalse();
        assertThat(exists("event_2061_06")).isTrue();
        assertThat(shop.number("select count(*) from event_default")).isEqualTo(2);

        deleted.clear();
        kept(QUARTER, null).keep(Instant.parse("2061-09-10T00:00:00Z"));
        assertThat(deleted).last().extracting(Deleted::rows).isEqualTo(2L);
    }

    @Test
    void that_somebody_reads_are_dropped_the_next_time() throws SQLException {
        String february = "2070-02-01T00:00:00Z";
        Instant august = Instant.parse("2070-08-01T00:00:00Z");
        kept(null, null).keep(august);
        month("event", february);
        try (Connection reading = database.getConnection()) {
            reading.setAutoCommit(false);
            reading.createStatement().execute("select count(*) from event");

            kept(QUARTER, null).keep(august);

            assertThat(exists("event_2070_02")).isTrue();
            reading.rollback();
            reading.setAutoCommit(true);
        }
        kept(QUARTER, null).keep(august);
        assertThat(exists("event_2070_02")).isFalse();
    }
}
