package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.policy.Reason;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pauses.Overdue;
import io.rekindle.postgres.Pauses.Scope;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forty messages of one scheduled campaign wait, four of another, and one that answers a cart left behind. */
@ExtendWith(FreshDatabase.class)
class WhoLeavesFirstTest {

    private static final String MORNING = "2026-03-02T10:00:00Z";
    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String TOMORROW = "2026-03-03T10:30:00Z";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Set<ChannelName> EMAIL = Set.of(ChannelName.EMAIL);

    private final SmallShop shop;
    private final Outbox outbox;
    private final Pauses pauses;

    WhoLeavesFirstTest(DataSource database) {
        this.shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/large.yaml", campaign("large", "every day at 10:00", "has ordered exactly once"),
                        "campaigns/small.yaml", campaign("small", "every day at 10:00", "has ordered exactly 2 times"),
                        "campaigns/cart.yaml", campaign("cart", "event cart_abandoned", "has ordered 1 times or more"),
                        "policy.yaml", "timezone: UTC\ncost: {email: 0.25 CNY}\n"));
        this.outbox = shop.installation().outbox();
        this.pauses = new Pauses(database);
    }

    private static String campaign(String name, String trigger, String line) {
        return """
                campaign: %s
                name: 活动 | Campaign
                trigger: %s
                audience:
                  - %s
                budget: 1000 CNY
                steps:
                  - hello: at once, send email hello
                """.formatted(name, trigger, line);
    }

    @BeforeEach
    void messages_wait() {
        List<String> refs =
                IntStream.range(0, 44).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        refs.forEach(ref -> ordered(ref, "a"));
        refs.subList(0, 4).forEach(ref -> ordered(ref, "b"));
        shop.sweep("2026-03-01T12:00:00Z");
        shop.sweep(MORNING);
        shop.happens("c9", "Cart Abandoned", "2026-03-02T11:00:00Z", "value", 120);
        shop.sweep("2026-03-02T11:00:00Z");
        assertThat(shop.number("select count(*) from touchpoint where state = 'planned'"))
                .isEqualTo(45);
    }

    private void ordered(String ref, String order) {
        shop.happens(ref, "Order Completed", "2026-03-01T11:00:00Z", "order_id", order + ref, "total", 50);
    }

    @Test
    void what_answers_a_customer_goes_before_what_a_schedule_sends() {
        assertThat(campaigns(1)).containsExactly("cart");
    }

    @Test
    void a_large_campaign_does_not_hold_up_a_small_one() {
        campaigns(1);
        assertThat(List.of(campaigns(5), campaigns(5)))
                .as("of two batches one is the small campaign's, filled up by the large one")
                .anySatisfy(batch -> assertThat(batch).contains("small", "small", "small", "small", "large"));
    }

    @Test
    void nothing_of_a_paused_campaign_leaves_until_it_goes_on() {
        pauses.pause(Scope.campaign("large"), SmallShop.millis(NOON));
        assertThat(campaigns(100)).hasSize(5).doesNotContain("large");
        assertThat(pauses.on()).containsExactly(Scope.campaign("large"));
        assertThat(pauses.waiting(Scope.campaign("large"), SmallShop.millis(NOON)))
                .isEqualTo(new Pauses.Waiting(Optional.of(SmallShop.millis(NOON)), 40, 40, 0));

        assertThat(pauses.resume(Scope.campaign("large"), Overdue.SEND_IF_WANTED, UTC, SmallShop.millis(NOON)))
                .isZero();
        assertThat(campaigns(100)).hasSize(40).containsOnly("large");
    }

    @Test
    void one_switch_stops_everything_and_one_a_channel() {
        pauses.pause(Scope.EVERYTHING, SmallShop.millis(NOON));
        assertThat(campaigns(100)).isEmpty();
        pauses.resume(Scope.EVERYTHING, Overdue.SEND_IF_WANTED, UTC, SmallShop.millis(NOON));
        pauses.pause(Scope.channel(ChannelName.SMS), SmallShop.millis(NOON));
        assertThat(campaigns(1)).hasSize(1);
        pauses.pause(Scope.channel(ChannelName.EMAIL), SmallShop.millis(NOON));
        assertThat(campaigns(100)).isEmpty();
    }

    @Test
    void a_message_taken_up_before_the_pause_does_not_leave_after_it() {
        Claimed claimed = claim(1, NOON).get(0);
        pauses.pause(Scope.EVERYTHING, SmallShop.millis(NOON));
        assertThat(outbox.begin(claimed, SmallShop.millis(NOON), SmallShop.LEASE))
                .isFalse();
        assertThat(shop.number("select count(*) from touchpoint where state = 'planned'"))
                .isEqualTo(45);
    }

    @Test
    void who_goes_on_a_day_later_chooses_between_dropping_what_is_too_old_and_sending_it_anew() {
        pauses.pause(Scope.campaign("large"), SmallShop.millis(NOON));
        pauses.pause(Scope.campaign("small"), SmallShop.millis(NOON));
        assertThat(pauses.waiting(Scope.campaign("large"), SmallShop.millis(TOMORROW))
                        .tooOld())
                .isEqualTo(40);
        assertThat(pauses.resume(Scope.campaign("large"), Overdue.RESTART, UTC, SmallShop.millis(TOMORROW)))
                .isEqualTo(40);
        pauses.resume(Scope.campaign("small"), Overdue.SEND_IF_WANTED, UTC, SmallShop.millis(TOMORROW));

        shop.dispatch(TOMORROW);
        assertThat(shop.number("select count(*) from touchpoint where state = 'accepted' and campaign = 'large'"))
                .isEqualTo(40);
        assertThat(shop.number("select count(*) from touchpoint where state = 'dropped' and campaign = 'small'"))
                .isEqualTo(4);
    }

    @Test
    void cancelled_messages_give_their_money_back_and_count_against_no_cap() {
        assertThat(shop.number("select spent_micros from budget where scope = 'campaign:large'"))
                .isEqualTo(40 * 250_000);
        assertThat(pauses.cancel(Scope.campaign("large"), UTC, SmallShop.millis(NOON)))
                .isEqualTo(40);
        assertThat(shop.number("select spent_micros from budget where scope = 'campaign:large'"))
                .isZero();
        assertThat(shop.number("select count(*) from touchpoint where state = 'dropped' and reason = '"
                        + Reason.CANCELLED.key() + "'"))
                .isEqualTo(40);
        assertThat(shop.number("select count(*) from event where name = 'Message Failed'"))
                .isEqualTo(40);
        assertThat(campaigns(100)).hasSize(5);
    }

    @Test
    void all_dispatchers_together_keep_to_the_rate_and_burst_out_no_more_than_a_second_of_it() {
        Outbox one = shop.installation().outbox(Map.of(ChannelName.EMAIL, 5.0));
        Outbox other = shop.installation().outbox(Map.of(ChannelName.EMAIL, 5.0));
        assertThat(taken(one, NOON)).isEqualTo(5);
        assertThat(taken(other, NOON)).isZero();
        assertThat(taken(other, "2026-03-02T12:00:00.400Z")).isEqualTo(2);
        assertThat(taken(one, "2026-03-02T12:00:00.600Z")).isEqualTo(1);
        assertThat(taken(one, "2026-03-02T12:30:00Z")).isEqualTo(5);
    }

    private static int taken(Outbox by, String at) {
        return by.claim("test", EMAIL, SmallShop.millis(at), 100, Duration.ofMinutes(1))
                .size();
    }

    private List<String> campaigns(int most) {
        return claim(most, NOON).stream()
                .map(one -> one.touchpoint().campaign())
                .toList();
    }

    private List<Claimed> claim(int most, String at) {
        return outbox.claim("test", EMAIL, SmallShop.millis(at), most, Duration.ofMinutes(1));
    }
}
