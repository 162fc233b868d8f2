package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PropertiesOfEventsTest {

    private static final CustomerId LIN = new CustomerId("lin");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Event event(int number, String name, Map<String, Object> properties) {
        return new Event("m" + number, LIN, name, START.plusSeconds(number), new TreeMap<>(properties));
    }

    private static History fold(List<Event> events) {
        History history = new History();
        events.forEach(event -> Fold.apply(history, event));
        return history;
    }

    private static Facts facts(History history) {
        long later = START.plusSeconds(100_000).toEpochMilli();
        return new Facts(new Profile(LIN, ZoneOffset.UTC, "en", Set.of()), history, later);
    }

    private static Facts after(String name, Map<String, Object> properties) {
        return facts(fold(List.of(event(1, name, properties))));
    }

    @Test
    void a_value_counts_however_it_is_typed() {
        Facts facts = after("Order Completed", Map.of("category", "  Ｒunning \t SHOES ", "total", 10));

        assertThat(facts.eventsWith("order_completed", "category", "running shoes"))
                .isOne();
        assertThat(facts.sumWith("order_completed", "category", "running shoes"))
                .isEqualTo(1000);
    }

    @Test
    void several_products_of_one_value_are_one_event_and_add_up() {
        Map<String, Object> shoe = Map.of("category", "shoes", "price", "19.99", "quantity", 2);
        Map<String, Object> gift = Map.of("category", "shoes", "sku", 7);
        Facts facts = after("Order Completed", Map.of("total", 45, "products", List.of(shoe, gift, "junk")));

        assertThat(facts.eventsWith("order_completed", "category", "shoes")).isOne();
        assertThat(facts.sumWith("order_completed", "category", "shoes")).isEqualTo(3998);
        assertThat(facts.eventsWith("order_completed", "sku", "7")).isOne();
        assertThat(facts.getSpend()).isEqualTo(4500);
    }

    @Test
    void what_an_event_says_of_itself_goes_before_what_its_products_say() {
        Map<String, Object> shoe = Map.of("category", "shoes", "price", 20);
        Facts facts = after("Order Completed", Map.of("total", 45, "category", "shoes", "products", List.of(shoe)));

        assertThat(facts.sumWith("order_completed", "category", "shoes")).isEqualTo(4500);
    }

    @Test
    void prose_addresses_and_names_of_people_are_not_kept() {
        String prose = "I do not want it any more because my neighbour Mr Wang has the same one";
        History history = fold(List.of(
                event(1, "Refund Requested", Map.of("reason", prose, "store", "lin@shop.example", "name", "Lin Wang")),
                event(2, "Product Viewed", Map.of("name", "Oak Table"))));

        assertThat(new String(history.toBytes(), StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("neighbour")
                .doesNotContain("@")
                .doesNotContain("lin wang")
                .contains("oak table");
    }

    @Test
    void amounts_that_no_shop_has_are_kept_within_bounds() {
        List<Object> amounts = List.of(
                new java.math.BigDecimal("1e-999999999"),
                new java.math.BigDecimal("1e999999999"),
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                new java.math.BigDecimal("1E+3"),
                "1e9",
                "12.345");
        List<Long> kept = amounts.stream()
                .map(amount -> Kept.amount(event(1, "Order Completed", Map.of("total", amount))))
                .toList();

        assertThat(kept).containsExactly(0L, 0L, 0L, 0L, 100_000L, 0L, 1235L);
    }

    @Test
    void however_many_names_somebody_invents_a_history_stays_within_bounds_and_the_same_in_any_order() {
        List<Event> events = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            String name = number % 2 == 0 ? "Order Completed" : "Event " + number;
            Map<String, Object> traits = Map.of("trait_" + number, "x");
            events.add(event(number, name, Map.of("category", "c" + number, "total", 1)));
            events.add(event(number, "User Registered", Map.of("traits", traits)));
            events.add(event(number, "Tag Added", Map.of("tag", "t" + number)));
        }
        History ordered = fold(events);
        Collections.shuffle(events, new Random(7));

        assertThat(fold(events)).isEqualTo(ordered);
        assertThat(ordered.series.keySet().stream().filter(key -> !key.contains(":")))
                .hasSize(Bounds.MOST_NAMES)
                .contains("order_completed", "user_registered");
        assertThat(ordered.traits).hasSize(Bounds.MOST_NAMES);
        assertThat(IntStream.range(0, 2_000)
                        .filter(number -> facts(ordered).eventsWith("order_completed", "category", "c" + number) > 0))
                .hasSize(Details.MOST_VALUES);
        assertThat(facts(ordered).getOrders()).isEqualTo(1_000);
    }

    @Test
    void stop_is_never_forgotten() {
        List<Event> events = new ArrayList<>(List.of(event(1, "Unsubscribed", Map.of("channel", "wechat"))));
        IntStream.range(2, 2_000)
                .forEach(number -> events.add(event(number, "Unsubscribed", Map.of("channel", "c" + number))));

        assertThat(facts(fold(events)).isSuppressed("wechat")).isTrue();
    }

    /** As version 1 wrote an order of 12.50 at 2026-01-01T00:00:01Z and a message that was opened a second later. */
    @Test
    void facts_stored_before_properties_were_kept_can_be_read() {
        History now = fold(List.of(event(1, "Order Completed", Map.of("total", "12.50"))));
        byte[] bytes = now.toBytes();
        bytes[0] = 1;

        assertThat(HexFormat.of().formatHex(bytes)).startsWith("01");
        assertThat(facts(History.fromBytes(bytes)).getSpend()).isEqualTo(1250);
        assertThat(History.fromBytes(bytes)).isEqualTo(now);
    }
}
