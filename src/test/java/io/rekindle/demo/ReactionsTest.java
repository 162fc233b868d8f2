package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rekindle.demo.Reactions.Coupon;
import io.rekindle.demo.Reactions.Message;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.event.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReactionsTest {

    private static final Instant SENT = Instant.parse("2026-03-01T02:00:00Z");
    private static final ShopSettings SHOP = ShopSettings.standard(LocalDate.parse("2025-01-01"));
    private static final int MESSAGES = 40_000;

    private final Reactions reactions = new ShopSimulation(SHOP, 42).reactions(Reactions.Settings.standard());

    @Test
    void the_same_touchpoint_gets_the_same_reaction_whatever_came_before() {
        var messages = messages(ChannelName.EMAIL, "code-").subList(0, 2_000);
        var reversed = new ArrayList<>(messages);
        Collections.reverse(reversed);
        var again = new ShopSimulation(SHOP, 42).reactions(Reactions.Settings.standard());

        var first = messages.stream().flatMap(message -> reactions.to(message).stream());
        var second = reversed.stream().flatMap(message -> again.to(message).stream());

        assertThat(second.collect(Collectors.toSet())).isEqualTo(first.collect(Collectors.toSet()));
    }

    @Test
    void another_shop_reacts_otherwise() {
        var other = new ShopSimulation(SHOP, 43).reactions(Reactions.Settings.standard());
        var messages = messages(ChannelName.EMAIL, null).subList(0, 200);

        assertThat(messages.stream()
                        .flatMap(message -> other.to(message).stream())
                        .toList())
                .isNotEqualTo(messages.stream()
                        .flatMap(message -> reactions.to(message).stream())
                        .toList());
    }

    @Test
    void shares_are_those_of_the_settings() {
        var events = events(messages(ChannelName.EMAIL, "code-"));

        assertThat(share(events, "Message Delivered")).isCloseTo(0.97, within(0.005));
        assertThat(share(events, "Message Opened")).isCloseTo(0.97 * 0.30, within(0.01));
        assertThat(share(events, "Message Clicked")).isCloseTo(0.97 * 0.30 * 0.15, within(0.005));
        assertThat(share(events, "Order Completed")).isCloseTo(0.97 * 0.30 * 0.15 * 0.35, within(0.003));
    }

    @Test
    void fewer_order_where_there_is_no_coupon() {
        var without = events(messages(ChannelName.PUSH, null));

        assertThat(share(without, "Order Completed")).isCloseTo(0.85 * 0.35 * 0.20 * 0.12, within(0.002));
        assertThat(without).noneMatch(event -> event.properties().containsKey("coupon"));
    }

    @Test
    void nobody_sees_whether_an_sms_was_read_but_its_link_is_clicked() {
        var events = events(messages(ChannelName.SMS, "code-"));

        assertThat(share(events, "Message Opened")).isZero();
        assertThat(share(events, "Message Clicked")).isGreaterThan(0.05);
    }

    @Test
    void nobody_reacts_in_a_channel_that_the_settings_do_not_know() {
        assertThat(events(messages(new ChannelName("fax"), "code-"))).isEmpty();
    }

    @Test
    void events_come_after_the_message_in_order_and_name_what_rules_ask_for() {
        for (Message message : messages(ChannelName.PUSH, "code-")) {
            var events = reactions.to(message);
            assertThat(events).isSortedAccordingTo(Comparator.comparing(Event::occurredAt));
            for (Event event : events) {
                assertThat(event.occurredAt()).isAfter(SENT);
                if (event.name().equals("Order Completed")) {
                    assertThat(event.text("coupon")).isEqualTo("code-" + message.touchpoint());
                    assertThat(event.messageId()).isEqualTo("order-" + event.text("order_id"));
                    assertThat((BigDecimal) event.properties().get("total")).isPositive();
                    assertThat(event.occurredAt()).isBefore(message.coupon().expiresAt());
                } else {
                    assertThat(event.text("touchpoint")).isEqualTo(message.touchpoint());
                }
            }
        }
    }

    @Test
    void a_coupon_of_two_messages_is_used_by_one_order() {
        var coupon = new Coupon("BACK15-1", SENT.plus(Duration.ofDays(14)));

        var orders = IntStream.range(0, 2_000)
                .mapToObj(number -> new Message("t" + number, Registry.id(1), ChannelName.SMS, SENT, coupon))
                .flatMap(message -> reactions.to(message).stream())
                .filter(event -> event.name().equals("Order Completed"))
                .toList();

        assertThat(orders).hasSizeGreaterThan(10);
        assertThat(orders).extracting(Event::messageId).containsOnly("order-r-BACK15-1");
    }

    private List<Event> events(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> reactions.to(message).stream())
                .toList();
    }

    private static double share(List<Event> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).count() / (double) MESSAGES;
    }

    private static List<Message> messages(ChannelName channel, @Nullable String codes) {
        return IntStream.range(0, MESSAGES)
                .mapToObj(number -> {
                    String touchpoint = "t%05d".formatted(number);
                    var coupon = codes == null ? null : new Coupon(codes + touchpoint, SENT.plus(Duration.ofDays(30)));
                    return new Message(touchpoint, Registry.id(number % 5_000 + 1), channel, SENT, coupon);
                })
                .toList();
    }
}
