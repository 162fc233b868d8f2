package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.FreshDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message decided in the quiet hours, planned for the morning, and what becomes known in the night. Times are UTC + 8. */
@ExtendWith(FreshDatabase.class)
class RecheckedAtSendingTest {

    private static final String EVENING = "2026-03-02T13:00:00Z";
    private static final String TEN_AT_NIGHT = "2026-03-02T14:00:00Z";
    private static final String ELEVEN = "2026-03-02T15:00:00Z";
    private static final String MIDNIGHT = "2026-03-02T16:00:00Z";
    private static final String MORNING = "2026-03-03T00:00:00Z";

    private static final String POLICY = """
            timezone: customer, else Asia/Shanghai
            quiet hours: 22:00-08:00
            when quiet: hold until morning
            frequency cap:
              email: 2 per day
            consent: {email: marketing_email}
            never contact: [has an open refund]
            """;
    private static final Map<String, String> BOOK =
            Map.of("policy.yaml", POLICY, "campaigns/recall.yaml", """
            campaign: recall
            name: 召回 | Recall
            trigger: event cart_abandoned
            audience:
              - has never ordered
            exit when:
              - has visited since entering
            re-entry: after 1 minute
            steps:
              - gift: at once, send email hello with coupon GIFT
            """, "coupons.csv", """
            code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
            GIFT,amount,10 CNY,0 CNY,7 days,2,100,Gift,礼券
            """);

    private final SmallShop shop;
    private final DataSource database;

    RecheckedAtSendingTest(DataSource database) {
        this.database = database;
        this.shop = new SmallShop(database, BOOK);
    }

    @BeforeEach
    void a_message_waits_for_the_morning() {
        shop.customer("ann", null);
        shop.happens("ann", "User Registered", "2026-03-01T00:00:00Z");
        shop.happens("ann", "Consent Granted", "2026-03-01T00:00:00Z", "topic", "marketing_email");
        shop.happens("ann", "Cart Abandoned", ELEVEN);
        shop.sweep(ELEVEN);
        shop.hasTouchpoints("gift planned -");
        assertThat(shop.dispatch(MIDNIGHT)).isZero();
    }

    private void isDropped(String reason, String detail) {
        assertThat(shop.dispatch(MORNING)).isEqualTo(1);

        assertThat(shop.sent()).isEmpty();
        assertThat(shop.rows("select state, reason, detail from touchpoint"))
                .containsExactly("dropped " + reason + " " + detail);
        assertThat(shop.rows("select issued from offer")).containsExactly("0");
        assertThat(shop.number("select count(*) from event where name = 'Message Failed'"))
                .isEqualTo(1);
        assertThat(shop.dispatch(MORNING)).isZero();
    }

    @Test
    void leaves_in_the_morning_where_nothing_happened() {
        assertThat(shop.dispatch("2026-03-02T23:59:59Z")).isZero();
        assertThat(shop.dispatch(MORNING)).isEqualTo(1);

        assertThat(shop.sent()).hasSize(1);
        shop.hasTouchpoints("gift accepted -");
    }

    @Test
    void is_dropped_for_an_order_before_the_entry_that_arrives_late() {
        shop.arrives("ann", "Order Completed", TEN_AT_NIGHT, MIDNIGHT, "total", 10);

        isDropped("line_not_met", "has never ordered");
    }

    @Test
    void is_dropped_for_an_order_before_the_entry_also_after_a_sweep() {
        shop.arrives("ann", "Order Completed", TEN_AT_NIGHT, MIDNIGHT, "total", 10);
        shop.sweep(MIDNIGHT);

        isDropped("line_not_met", "has never ordered");
    }

    @Test
    void is_dropped_where_consent_was_withdrawn() {
        shop.happens("ann", "Consent Withdrawn", MIDNIGHT, "topic", "marketing_email");

        isDropped("no_consent", "marketing_email not granted");
    }

    @Test
    void is_dropped_for_a_stop_in_its_channel() {
        shop.happens("ann", "Unsubscribed", MIDNIGHT, "channel", "email");

        isDropped("suppressed", "said stop, or bounced");
    }

    @Test
    void is_dropped_for_a_stop_everywhere() {
        shop.happens("ann", "Unsubscribed", MIDNIGHT);

        isDropped("suppressed", "said stop, or bounced");
    }

    @Test
    void is_not_dropped_for_a_stop_in_another_channel() {
        shop.happens("ann", "Unsubscribed", MIDNIGHT, "channel", "sms");
        shop.dispatch(MORNING);

        assertThat(shop.sent()).hasSize(1);
    }

    @Test
    void is_dropped_where_the_exit_condition_holds_by_now() {
        shop.happens("ann", "Page Viewed", MIDNIGHT);

        isDropped("line_not_met", "has visited since entering");
    }

    @Test
    void is_dropped_where_the_exit_condition_ended_the_entry() {
        shop.happens("ann", "Page Viewed", MIDNIGHT);
        shop.sweep(MIDNIGHT);

        isDropped("line_not_met", "has visited since entering");
    }

    @Test
    void is_dropped_where_a_line_forbids_any_contact_by_now() {
        shop.happens("ann", "Refund Requested", MIDNIGHT, "order_id", "o1");

        isDropped("suppressed", "has an open refund");
    }

    @Test
    void is_dropped_where_its_coupon_was_redeemed() {
        String code = shop.rows("select code from coupon").get(0);
        shop.happens("ann", "Coupon Redeemed", MIDNIGHT, "code", code);
        assertThat(shop.dispatch(MORNING)).isEqualTo(1);

        shop.hasTouchpoints("gift dropped coupon_out_of_stock");
        assertThat(shop.rows("select issued from offer")).containsExactly("1");
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 10000000");
    }

    @Test
    void is_dropped_where_it_waited_longer_than_anybody_wants_it() {
        assertThat(shop.dispatch("2026-03-04T00:00:00Z")).isEqualTo(1);

        shop.hasTouchpoints("gift dropped data_stale");
    }

    @Test
    void is_held_once_more_where_it_is_quiet_again() {
        assertThat(shop.dispatch("2026-03-03T14:00:00Z")).isEqualTo(1);

        shop.hasTouchpoints("gift planned -");
        assertThat(shop.rows("select millis(send_at) from touchpoint"))
                .containsExactly(String.valueOf(SmallShop.millis("2026-03-04T00:00:00Z")));
    }

    @Test
    void is_dropped_where_the_cap_is_used_up_by_now() {
        // A message of the same evening, and a book that from midnight on allows one a day instead of two.
        SmallShop other = new SmallShop(database, BOOK);
        other.customer("bob", null);
        other.store(
                List.of(
                        event("1", "User Registered", "2026-03-01T00:00:00Z"),
                        event("2", "Consent Granted", "2026-03-01T00:00:00Z", "topic", "marketing_email"),
                        event("3", "Cart Abandoned", EVENING),
                        event("4", "Cart Abandoned", ELEVEN)),
                EVENING);
        other.sweep(EVENING);
        other.dispatch(EVENING);
        other.sweep(ELEVEN);
        other.hasTouchpoints("gift accepted -", "gift planned -");

        Map<String, String> stricter =
                new HashMap<>(other.installation().release().book().files());
        stricter.put("policy.yaml", POLICY.replace("email: 2 per day", "email: 1 per day"));
        other.under(Books.of(stricter), MIDNIGHT).dispatch(MORNING);

        other.hasTouchpoints("gift accepted -", "gift dropped frequency_cap");
    }

    private static Event event(String id, String name, String at, Object... properties) {
        return SmallShop.event(id, "bob", name, at, properties);
    }
}
