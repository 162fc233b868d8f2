package io.rekindle.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.postgres.PostgresIntake.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class StoredOnceTest {

    private static final String MORNING = "2026-03-02T08:00:00Z";
    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String EVENING = "2026-03-02T20:00:00Z";

    private final SmallShop shop;

    StoredOnceTest(DataSource database) {
        this.shop = new SmallShop(database, Map.of("lifecycle.csv", """
                state,label_en,label_zh,orders
                prospect,Prospect,潜在,0
                new,New,新客,1
                loyal,Loyal,忠诚,>=2
                """));
    }

    private static Event order(String id, String ref, String at) {
        return SmallShop.event(id, ref, "Order Completed", at, "total", 10);
    }

    private Facts facts(String ref, String at) {
        var known = new PostgresCustomers(
                        shop.database(), () -> shop.installation().policy())
                .find(new CustomerId(ref))
                .orElseThrow();
        return new Facts(known.profile(), known.history(), SmallShop.millis(at));
    }

    private String dueAt(String ref) {
        return shop.rows("""
                select coalesce(millis(due_at)::text, 'never') from due d join customer c on c.id = d.customer_id
                where c.ref = '%s'
                """.formatted(ref)).get(0);
    }

    private static String millis(String instant) {
        return String.valueOf(SmallShop.millis(instant));
    }

    @Test
    void an_event_sent_twice_counts_once() {
        assertThat(shop.store(List.of(order("m1", "ann", NOON)), NOON)).isEqualTo(new Stored(1, 0));
        assertThat(shop.store(List.of(order("m1", "ann", NOON)), EVENING)).isEqualTo(new Stored(0, 1));

        assertThat(facts("ann", EVENING).getOrders()).isEqualTo(1);
        assertThat(facts("ann", EVENING).getSpend()).isEqualTo(1000);
        assertThat(dueAt("ann")).isEqualTo(millis(NOON));
    }

    @Test
    void an_event_that_stands_twice_in_a_batch_counts_once() {
        List<Event> batch = List.of(order("m1", "ann", NOON), order("m2", "ann", NOON), order("m1", "ann", NOON));

        assertThat(shop.store(batch, NOON)).isEqualTo(new Stored(2, 1));

        assertThat(facts("ann", NOON).getOrders()).isEqualTo(2);
        assertThat(shop.number("select count(*) from event")).isEqualTo(2);
    }

    @Test
    void an_id_used_for_two_customers_belongs_to_the_first() {
        shop.store(List.of(order("m1", "ann", NOON), order("m1", "bob", NOON)), NOON);

        assertThat(facts("ann", NOON).getOrders()).isEqualTo(1);
        assertThat(shop.number("select count(*) from facts")).isEqualTo(1);
    }

    @Test
    void events_sent_by_eight_senders_at_once_in_any_order_count_once() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < 400; index++) {
            events.add(order("m" + index, "c" + index % 40, NOON));
        }

        List<Integer> fresh = AtOnce.times(8, () -> {
            List<Event> mine = new ArrayList<>(events);
            Collections.shuffle(mine, new Random(Thread.currentThread().getId()));
            int stored = 0;
            for (int from = 0; from < mine.size(); from += 50) {
                stored += shop.store(mine.subList(from, from + 50), NOON).fresh();
            }
            return stored;
        });

        assertThat(fresh.stream().mapToInt(one -> one).sum()).isEqualTo(400);
        assertThat(shop.number("select count(*) from event")).isEqualTo(400);
        for (int customer = 0; customer < 40; customer++) {
            assertThat(facts("c" + customer, NOON).getOrders()).isEqualTo(10);
        }
    }

    @Test
    void events_stored_while_sweeps_run_are_all_evaluated() throws Exception {
        AtOnce.all(List.of(
                () -> storeOneByOne(0),
                () -> storeOneByOne(1),
                () -> sweepAgainAndAgain(),
                () -> sweepAgainAndAgain()));
        shop.sweep(NOON);

        for (int customer = 0; customer < 50; customer++) {
            assertThat(facts("c" + customer, NOON).getOrders()).isEqualTo(2);
        }
        assertThat(shop.pairs("select lifecycle, count(*) from due group by 1")).isEqualTo(Map.of("loyal", "50"));
        assertThat(shop.number("select count(*) from due where due_at <= instant(%s)".formatted(millis(NOON))))
                .isZero();
    }

    private Object storeOneByOne(int sender) {
        for (int index = 0; index < 50; index++) {
            shop.store(List.of(order("s" + sender + "-" + index, "c" + index, MORNING)), NOON);
        }
        return sender;
    }

    private Object sweepAgainAndAgain() {
        for (int times = 0; times < 20; times++) {
            shop.sweep(NOON);
        }
        return 0;
    }

    @Test
    void a_late_event_makes_its_customer_due_at_once() {
        shop.store(List.of(order("m1", "ann", MORNING)), MORNING);
        shop.sweep(NOON);
        assertThat(dueAt("ann")).isEqualTo("never");

        shop.store(List.of(order("m2", "ann", "2026-03-02T07:00:00Z")), EVENING);

        assertThat(dueAt("ann")).isEqualTo(millis(EVENING));
        assertThat(shop.rows("select millis(changed_from) from due")).containsExactly(millis("2026-03-02T07:00:00Z"));
        assertThat(shop.sweep(EVENING).transitions()).isEqualTo(1);
        assertThat(shop.rows("select lifecycle, changed_from from due")).containsExactly("loyal null");
    }

    @Test
    void an_event_of_the_future_counts_when_its_time_has_come() {
        shop.store(List.of(order("m1", "ann", MORNING), order("m2", "ann", EVENING)), MORNING);

        shop.sweep(NOON);
        assertThat(shop.rows("select lifecycle from due")).containsExactly("new");
        assertThat(dueAt("ann")).isEqualTo(millis(EVENING));

        shop.sweep("2026-03-02T23:00:00Z");
        assertThat(shop.rows("select lifecycle from due")).containsExactly("loyal");
        assertThat(shop.number(
                        "select count(*) from event where name = 'Lifecycle Changed' and occurred_at = instant(%s)"
                                .formatted(millis(EVENING))))
                .isEqualTo(1);
    }

    @Test
    void a_batch_with_an_event_that_makes_no_sense_leaves_nothing_behind() {
        List<Event> batch = List.of(
                order("m1", "ann", NOON),
                SmallShop.event("m2", "bob", "Coupon Redeemed", NOON),
                order("m3", "cid", NOON));

        assertThatThrownBy(() -> shop.store(batch, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m2")
                .hasMessageContaining("code");

        assertThat(shop.number("select (select count(*) from customer) + (select count(*) from event) + "
                        + "(select count(*) from facts) + (select count(*) from due)"))
                .isZero();
        assertThat(shop.store(List.of(batch.get(0), batch.get(2)), NOON)).isEqualTo(new Stored(2, 0));
    }

    @Test
    void a_text_that_the_database_cannot_hold_leaves_nothing_behind() {
        List<Event> batch = List.of(
                order("m1", "ann", NOON),
                SmallShop.event("m2", "ann", "Page Viewed", NOON, "title", "a" + (char) 0 + "b"));

        assertThatThrownBy(() -> shop.store(batch, NOON)).isInstanceOf(RuntimeException.class);

        assertThat(shop.number("select (select count(*) from customer) + (select count(*) from event)"))
                .isZero();
    }
}
