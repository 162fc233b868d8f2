package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class AheadTest {

    private static final String PLANNED =
            "select count(*) from touchpoint join customer c on c.id = customer_id where ref in ('cem', 'dan')";

    private final SmallShop shop;

    AheadTest(DataSource database) {
        this.shop = new SmallShop(database, Map.of("campaigns/cart.yaml", """
                campaign: cart
                name: 购物车 | Cart
                trigger: event cart_abandoned
                audience:
                  - has never ordered
                steps:
                  - hello: at once, send email hello
                """), Clock.systemUTC());
    }

    @Test
    void who_just_did_something_does_not_wait_for_the_sweep_of_everybody() throws Exception {
        List<String> refs = List.of("ann", "bob", "cem", "dan");
        Instant now = Instant.now();
        shop.customers(refs, null);
        refs.forEach(one ->
                shop.happens(one, "User Registered", now.minusSeconds(3600).toString()));
        shop.sweep(now.minusSeconds(1));
        shop.happens("ann", "Cart Abandoned", now.toString());
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Evaluators evaluators = new Evaluators(shop.installation()::release, 2);
        try (evaluators;
                Sweeper sweeper =
                        new Sweeper(shop.installation(), evaluators, new LiveRelease(shop.installation()), messages -> {
                            boolean everybody = first.getCount() > 0;
                            first.countDown();
                            if (everybody) {
                                uninterrupted(goOn);
                            }
                        })) {
            sweeper.start();
            sweeper.soon();
            first.await();

            shop.happens("cem", "Cart Abandoned", Instant.now().toString());
            shop.happens("dan", "Cart Abandoned", Instant.now().toString());
            shop.happens("bob", "Cart Abandoned", Instant.now().toString());
            sweeper.soon(List.of(new CustomerId("cem"), new CustomerId("dan")));
            await().until(() -> shop.number(PLANNED) == 2);
            assertThat(shop.number("select count(*) from touchpoint"))
                    .as("nobody asked for bob alone, and the sweep of everybody is held")
                    .isEqualTo(3);

            sweeper.soon();
            goOn.countDown();
            await().until(() -> shop.number("select count(*) from touchpoint") == 4);
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
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
