package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.SettableClock;
import io.rekindle.SmallShop;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.settings.DeliverySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A shop with a message planned for each of twelve customers, {@code c00} to {@code c11}, and the loop that sends them to a
 * provider that does not behave. Two messages are in flight at once.
 */
final class MisbehavedTo implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final int CUSTOMERS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final SettableClock clock = new SettableClock(NOON);
    final SmallShop shop;
    final DispatchLoop loop;

    MisbehavedTo(DataSource database, Channel channel) {
        this(database, channel, 2);
    }

    MisbehavedTo(DataSource database, Channel channel, int connections) {
        String name = channel.name().value();
        shop = new SmallShop(database, Map.of("campaigns/welcome.yaml", """
                        campaign: welcome
                        name: 欢迎 | Welcome
                        trigger: event user_registered
                        audience:
                          - has never ordered
                        steps:
                          - hello: at once, send %s hello
                        """.formatted(name)), clock);
        List<String> customers = new ArrayList<>();
        for (int index = 0; index < CUSTOMERS; index++) {
            customers.add(customer(index));
        }
        shop.customers(customers, null);
        customers.forEach(one -> shop.happens(one, "User Registered", NOON.toString()));
        shop.sweep(NOON);
        DeliverySettings settings = new DeliverySettings(
                Map.of(name, connections), Map.of(), 10, Duration.ofMinutes(3), Duration.ofMillis(20));
        loop = new DispatchLoop(shop.installation(), settings, "node", Map.of(channel.name(), channel));
    }

    static String customer(int index) {
        return String.format("c%02d", index);
    }

    /** The customer's address in the channel. */
    String address(int index) {
        return shop.rows("""
                        select p.address from contact_point p join customer c on c.id = p.customer_id
                        join touchpoint t on t.customer_id = c.id and t.channel = p.channel where c.ref = '%s'
                        """.formatted(customer(index))).get(0);
    }

    /** The ledger, by address. */
    Map<String, String> ledger() {
        return shop.pairs("""
                select p.address, t.state from touchpoint t
                join contact_point p on p.customer_id = t.customer_id and p.channel = t.channel
                """);
    }

    /** Waits until these customers' messages are in that state and all others are accepted. */
    void awaitAllAcceptedBut(String state, Integer... customers) {
        Map<String, String> expected = new TreeMap<>();
        ledger().keySet().forEach(address -> expected.put(address, "accepted"));
        for (int customer : customers) {
            expected.put(address(customer), state);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ledger()).isEqualTo(expected));
    }

    /** Whether no message is taken up just now. */
    boolean isAtRest() {
        return shop.number("select count(*) from touchpoint where state in ('claimed', 'sending')") == 0;
    }

    /** Time passes until everybody has their message; nobody has it twice. */
    void comesRoundAgain(Supplier<List<String>> taken) {
        await().atMost(PATIENCE).until(() -> {
            if (isAtRest()) {
                clock.advance(Duration.ofSeconds(20));
                loop.wake();
            }
            return taken.get().size() >= CUSTOMERS;
        });
        awaitAllAcceptedBut("accepted");
        agreesWith(taken.get());
        assertThat(taken.get()).hasSize(CUSTOMERS);
    }

    /** Time passes, as much as any retry waits, and nothing more leaves. */
    void nothingMoreHappens(List<String> takenSoFar, Supplier<List<String>> taken) {
        Map<String, String> before = ledger();
        for (int hour = 0; hour < 6; hour++) {
            clock.advance(Duration.ofHours(1));
            shop.installation().outbox().recover(clock.millis());
            shop.sweep(clock.instant());
            loop.wake();
        }
        await().during(Duration.ofMillis(200)).until(() -> ledger().equals(before));
        assertThat(taken.get()).isEqualTo(takenSoFar);
    }

    /** Everybody whom the provider took a message for, once; whom the ledger says so, and those in doubt at most. */
    void agreesWith(List<String> taken) {
        assertThat(taken).doesNotHaveDuplicates();
        ledger().forEach((address, state) -> {
            if (state.equals("accepted")) {
                assertThat(taken).contains(address);
            } else if (!state.equals("in_doubt")) {
                assertThat(taken).doesNotContain(address);
            }
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
