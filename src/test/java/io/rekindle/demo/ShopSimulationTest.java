package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rekindle.engine.event.Event;
import io.rekindle.intake.Collected;
import io.rekindle.intake.ColumnMap;
import io.rekindle.intake.ImportCounts;
import io.rekindle.intake.OrderFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One instance for all its tests, so that the shop's events are let go with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopSimulationTest {

    private static final ShopSettings SETTINGS = ShopSettings.standard(LocalDate.parse("2025-01-01"));
    private static final long SEED = 42;
    private static final double WEEK = Duration.ofDays(7).toSeconds();

    private final ShopSimulation shop = new ShopSimulation(SETTINGS, SEED);
    private final List<Event> events = shop.events().toList();
    private final Map<String, List<Event>> byName = events.stream().collect(Collectors.groupingBy(Event::name));

    @TempDir
    Path folder;

    @Test
    void the_same_seed_gives_the_same_shop_to_the_byte_and_another_seed_another() {
        var small = SETTINGS.withCustomers(300);

        assertThat(digest(new ShopSimulation(small, 1))).isEqualTo(digest(new ShopSimulation(small, 1)));
        assertThat(digest(new ShopSimulation(small, 2))).isNotEqualTo(digest(new ShopSimulation(small, 1)));
    }

    /** Should this fail though nobody meant to change the shop, a library draws its variates otherwise now. */
    @Test
    void the_shop_is_the_one_it_was() {
        assertThat(digest(new ShopSimulation(SETTINGS.withCustomers(300), 1)))
                .isEqualTo("2fd0234def81bfa3a6397a04430f0e5b2b3897ca0e4dddb98bb1fbcde01387bf");
    }

    @Test
    void the_machines_language_leaves_no_trace() {
        var small = new ShopSimulation(SETTINGS.withCustomers(50), 1);
        String here = digest(small);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(digest(new ShopSimulation(SETTINGS.withCustomers(50), 1)))
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_customer_stays_the_same_in_a_larger_shop() {
        var few = new ShopSimulation(SETTINGS.withCustomers(100), SEED);

        assertThat(few.customers())
                .containsExactlyElementsOf(shop.customers().limit(100).toList());
        // Not AssertJ's containsAll: that compares each with each.
        assertThat(new HashSet<>(events).containsAll(few.events().toList())).isTrue();
        assertThat(new HashSet<>(shop.orders()).containsAll(few.orders())).isTrue();
    }

    @Test
    void its_orders_pass_the_importer_without_a_rejected_row() throws IOException {
        Path file = folder.resolve("orders.csv");
        try (var writer = Files.newBufferedWriter(file)) {
            shop.writeOrders(writer);
        }
        var collected = new Collected();

        ImportCounts counts =
                new OrderFile(file, ColumnMap.BY_NAME, ZoneOffset.UTC, OrderFile.FreeOrders.REJECT).read(collected);

        var orders = shop.orders();
        assertThat(counts).isEqualTo(new ImportCounts(orders.size(), orders.size(), 0, Map.of()));
        assertThat(collected.events)
                .extracting(event -> event.text("order_id") + event.occurredAt() + event.text("total"))
                .containsExactlyElementsOf(orders.stream()
                        .map(order -> order.id() + order.at() + order.amount())
                        .toList());
        assertThat(collected.events.get(0).properties()).containsEntry("currency", "CNY");
    }

    @Test
    void buyers_repeat_as_often_as_the_model_expects() {
        for (int weeks : List.of(26, 39, 52)) {
            var watched = shop.lives()
                    .filter(life -> !life.orders().isEmpty())
                    .filter(life -> weeksBetween(life.orders().get(0).at(), SETTINGS.end()) > weeks)
                    .toList();
            double repeats = watched.stream()
                    .mapToLong(life -> life.orders().stream()
                            .skip(1)
                            .filter(order -> weeksBetween(life.orders().get(0).at(), order.at()) < weeks)
                            .count())
                    .average()
                    .orElseThrow();

            assertThat(watched).hasSizeGreaterThan(2_500);
            assertThat(repeats).isCloseTo(SETTINGS.buying().expectedRepeatOrders(weeks), Percentage.withPercentage(8));
        }
    }

    @Test
    void an_order_is_worth_what_the_model_expects_in_yuan() {
        double mean = shop.lives()
                .filter(life -> !life.orders().isEmpty())
                .mapToDouble(life -> life.orders().get(0).amount().doubleValue())
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(SETTINGS.spending().expectedOrder() * 7.2, Percentage.withPercentage(4));
    }

    @Test
    void most_come_at_the_opening_and_some_in_every_month() {
        var months = byName.get("User Registered").stream()
                .collect(Collectors.groupingBy(
                        event -> YearMonth.from(event.occurredAt().atZone(SETTINGS.zone())), Collectors.counting()));
        var firstOrders = shop.lives()
                .filter(life -> !life.orders().isEmpty())
                .map(life -> YearMonth.from(life.orders().get(0).at().atZone(SETTINGS.zone())))
                .collect(Collectors.groupingBy(month -> month, Collectors.counting()));

        assertThat(months.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(5_000);
        assertThat(months).hasSize(18);
        assertThat(months.values()).allMatch(number -> number >= 60);
        assertThat(firstOrders.values()).hasSize(18).allMatch(number -> number >= 40);
        double atOpening = byName.get("User Registered").stream()
                        .filter(event -> weeksBetween(SETTINGS.firstInstant(), event.occurredAt()) < 12)
                        .count()
                / 5_000.0;
        assertThat(atOpening).isCloseTo(0.6, within(0.03));
    }

    @Test
    void one_in_five_never_orders() {
        long without = shop.lives().filter(life -> life.orders().isEmpty()).count();

        assertThat(without / 5_000.0).isCloseTo(0.2, within(0.03));
    }

    @Test
    void nothing_happens_before_somebody_registers_or_after_the_end() {
        var registered =
                byName.get("User Registered").stream().collect(Collectors.toMap(Event::customer, Event::occurredAt));

        assertThat(events)
                .allMatch(event -> !event.occurredAt().isBefore(registered.get(event.customer()))
                        && event.occurredAt().isBefore(SETTINGS.end()));
        assertThat(shop.orders())
                .allMatch(order -> !order.at().isBefore(registered.get(order.customer()))
                        && order.at().isBefore(SETTINGS.end()));
        assertThat(events.stream().map(Event::messageId).distinct()).hasSize(events.size());
    }

    @Test
    void visits_fall_before_somebody_drops_out_and_hardly_happen_after() {
        double steady = visits(-12, -8);
        double last = visits(-4, 0);
        double after = visits(4, 8);

        assertThat(last).isLessThan(steady * 0.7);
        assertThat(after).isLessThan(steady * 0.15);
    }

    @Test
    void no_cart_is_left_by_somebody_who_orders_within_the_day() {
        var orders = shop.orders().stream()
                .collect(Collectors.groupingBy(
                        ShopOrder::customer, Collectors.mapping(ShopOrder::at, Collectors.toCollection(TreeSet::new))));

        assertThat(byName.get("Cart Abandoned")).hasSizeGreaterThan(2_000).allMatch(cart -> {
            var next = orders.getOrDefault(cart.customer(), new TreeSet<>()).ceiling(cart.occurredAt());
            return next == null || Duration.between(cart.occurredAt(), next).toHours() >= 24;
        });
        assertThat(byName.get("Cart Abandoned").get(0).properties()).containsKeys("cart_id", "value");
    }

    @Test
    void a_refund_stays_open_for_days_and_some_are_open_at_the_end() {
        var asked = byName.get("Refund Requested").stream()
                .collect(Collectors.toMap(event -> event.text("case_id"), Event::occurredAt));
        var closed = byName.get("Order Refunded");

        assertThat(asked.size() / (double) shop.orders().size()).isCloseTo(0.04, within(0.01));
        assertThat(closed).hasSizeLessThan(asked.size()).allSatisfy(event -> assertThat(
                        Duration.between(asked.get(event.text("case_id")), event.occurredAt()))
                .isBetween(Duration.ofDays(2), Duration.ofDays(12)));
    }

    @Test
    void every_kind_of_event_that_rules_ask_for_occurs() {
        assertThat(byName.keySet())
                .containsExactlyInAnyOrder(
                        "User Registered",
                        "Page Viewed",
                        "Application Opened",
                        "Cart Abandoned",
                        "Refund Requested",
                        "Order Refunded",
                        "Consent Granted",
                        "Consent Withdrawn",
                        "Unsubscribed",
                        "Tag Added",
                        "Tag Removed");
        assertThat(byName.get("Consent Granted"))
                .extracting(event -> event.text("topic"))
                .contains("marketing_email", "marketing_sms", "push_opt_in", "personalised");
        assertThat(byName.get("Tag Added"))
                .extracting(event -> event.text("tag"))
                .contains("baby", "sentiment_negative");
    }

    @Test
    void most_happens_in_the_customers_evening_and_little_at_night() {
        var zones = shop.customers().collect(Collectors.toMap(ShopCustomer::id, ShopCustomer::zone));
        Predicate<ShopOrder> atNight =
                order -> order.at().atZone(zones.get(order.customer())).getHour() < 7;

        assertThat(shop.orders().stream().filter(atNight).count())
                .isLessThan(shop.orders().size() / 12L);
    }

    /** Mean visits of those who dropped out in mid-watch, from that many weeks after it on (negative: before). */
    private double visits(double fromWeek, double toWeek) {
        var gone = shop.lives()
                .filter(life -> life.goneWeek() - life.registeredWeek() > 14 && life.goneWeek() < 68)
                .filter(life -> !life.orders().isEmpty())
                .collect(Collectors.toMap(life -> life.customer().id(), Life::goneWeek));
        long visits = events.stream()
                .filter(event ->
                        event.name().equals("Page Viewed") || event.name().equals("Application Opened"))
                .filter(event -> gone.containsKey(event.customer()))
                .filter(event -> {
                    double week =
                            weeksBetween(SETTINGS.firstInstant(), event.occurredAt()) - gone.get(event.customer());
                    return week >= fromWeek && week < toWeek;
                })
                .count();
        assertThat(gone).hasSizeGreaterThan(300);
        return (double) visits / gone.size();
    }

    private static double weeksBetween(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() / WEEK;
    }

    private static String digest(ShopSimulation shop) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var csv = new StringBuilder();
            shop.writeOrders(csv);
            sha.update(csv.toString().getBytes(StandardCharsets.UTF_8));
            shop.events().forEach(event -> sha.update(event.toString().getBytes(StandardCharsets.UTF_8)));
            shop.customers().forEach(customer -> {
                sha.update((customer.id() + customer.language() + customer.zone() + customer.firstName())
                        .getBytes(StandardCharsets.UTF_8));
                customer.contactPoints()
                        .forEach(point -> sha.update(point.address().getBytes(StandardCharsets.UTF_8)));
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
