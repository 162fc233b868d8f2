package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class AheadTest {

    private static final String ALL = "select count(*) from touchpoint";
    private static final String CEM_AND_DAN =
            ALL + " join customer c on c.id = customer_id where ref in ('cem', 'dan')";

    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final SmallShop shop;

    AheadTest(DataSource database) {
        this.shop = new SmallShop(database, SmallShop.CART, Clock.systemUTC());
    }

    @BeforeEach
    void ann_leaves_a_cart_behind() {
        List<String> refs = List.of("ann", "bob", "cem", "dan");
        Instant now = Instant.now();
        shop.customers(refs, null);
        refs.forEach(one ->
                shop.happens(one, "User Registered", now.minusSeconds(3600).toString()));
        shop.sweep(now.minusSeconds(1));
        leavesACart("ann");
    }

    private void leavesACart(String ref) {
        shop.happens(ref, "Cart Abandoned", Instant.now().toString());
    }

    /** Its sweep of everybody is held once it has planned ann's message. */
    private Sweeper held(Evaluators evaluators) throws InterruptedException {
        Sweeper sweeper =
                new Sweeper(shop.installation(), evaluators, new LiveRelease(shop.installation()), messages -> {
                    boolean everybody = first.getCount() > 0;
                    first.countDown();
                    if (everybody) {
                        uninterrupted(goOn);
                    }
                });
        sweeper.start();
        sweeper.soon();
        first.await();
        return sweeper;
    }

    @Test
    void who_just_did_something_does_not_wait_for_the_sweep_of_everybody() throws Exception {
        try (Evaluators evaluators = new Evaluators(shop.installation()::release, 2);
                Sweeper sweeper = held(evaluators)) {
            leavesACart("bob");
            leavesACart("cem");
            leavesACart("dan");
            sweeper.soon(ids("cem", "dan"));

            await().until(() -> shop.number(CEM_AND_DAN) == 2);
            assertThat(shop.number(ALL))
                    .as("nobody asked for bob, and the sweep of everybody is held")
                    .isEqualTo(3);
            goOn.countDown();
        }
    }

    @Test
    void who_was_passed_over_comes_right_after_the_sweep_of_everybody() throws Exception {
        try (Evaluators evaluators = new Evaluators(shop.installation()::release, 2);
                Sweeper sweeper = held(evaluators);
                Connection other = shop.database().getConnection()) {
            leavesACart("bob");
            leavesACart("cem");
            leavesACart("dan");
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute(
                        "select from due where customer_id = (select id from customer where ref = 'bob') for update");
            }
            sweeper.soon(ids("bob"));
            sweeper.soon(ids("cem", "dan"));
            await().until(() -> shop.number(CEM_AND_DAN) == 2);
            other.rollback();
            other.setAutoCommit(true);

            goOn.countDown();
            await().until(() -> shop.number(ALL) == 4);
        }
    }

    @Test
    void each_comes_once_in_the_order_of_being_named() {
        Ahead ahead = new Ahead();
        assertThat(ahead.add(ids("a", "b", "c"))).isTrue();
        assertThat(ahead.add(ids("b", "d"))).isTrue();
        assertThat(ahead.take(3)).isEqualTo(ids("a", "b", "c"));
        assertThat(ahead.take(3)).isEqualTo(ids("d"));
        ahead.wake();
        assertThat(ahead.take(3)).isEmpty();
    }

    @Test
    void more_than_there_is_room_for_are_left_to_the_sweep_of_everybody() {
        Ahead ahead = new Ahead();
        assertThat(ahead.add(many("a", 10_000))).isTrue();
        assertThat(ahead.add(ids("b"))).isFalse();
        ahead.take(1);
        assertThat(ahead.add(ids("b"))).isTrue();
    }

    private static List<CustomerId> ids(String... refs) {
        return List.of(refs).stream().map(CustomerId::new).toList();
    }

    private static List<CustomerId> many(String prefix, int most) {
        return IntStream.range(0, most)
                .mapToObj(index -> new CustomerId(prefix + index))
                .toList();
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
