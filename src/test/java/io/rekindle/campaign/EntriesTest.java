package io.rekindle.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.postgres.FreshDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class EntriesTest {

    private static final String MONDAY = "2026-03-02T00:00:00Z";
    private static final String ENTRIES = """
            select to_char(entered_at at time zone 'UTC', 'MM-DD HH24:MI'), variant from entry e
            join customer c on c.id = e.customer_id order by c.ref, entered_at
            """;

    private final DataSource database;

    EntriesTest(DataSource database) {
        this.database = database;
    }

    private static String campaign(String name, String trigger, String... lines) {
        return """
                campaign: %s
                name: 活动 | Campaign
                trigger: %s
                audience:
                  - has never ordered
                %s
                """.formatted(name, trigger, String.join("\n", lines));
    }

    private static final String HELLO = "steps:\n  - hello: at once, send email hello";

    private SmallShop shop(String trigger, String... lines) {
        return new SmallShop(database, Map.of("campaigns/one.yaml", campaign("one", trigger, lines)));
    }

    private static void registered(SmallShop shop, String ref, String zone, String at) {
        shop.customer(ref, zone);
        shop.happens(ref, "User Registered", at);
    }

    @Test
    void keep_their_variant_when_they_enter_again_though_the_shares_have_changed() {
        SmallShop shop = shop("event cart_abandoned", "re-entry: after 1 day", "variants: A 50%, B 50%", HELLO);
        List<String> refs =
                IntStream.range(0, 60).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        refs.forEach(ref -> shop.happens(ref, "User Registered", MONDAY));
        refs.forEach(ref -> shop.happens(ref, "Cart Abandoned", "2026-03-02T01:00:00Z"));
        shop.sweep("2026-03-02T01:00:00Z");
        Map<String, String> first = variants(shop, "2026-03-02T01:00:00Z");

        Map<String, String> files =
                new HashMap<>(shop.installation().release().book().files());
        files.computeIfPresent("campaigns/one.yaml", (path, text) -> text.replace("A 50%, B 50%", "A 1%, B 99%"));
        SmallShop changed = shop.under(Books.of(files), "2026-03-03T00:00:00Z");
        refs.forEach(
                ref -> changed.arrives(ref, "Cart Abandoned", "2026-03-04T01:00:00Z", "2026-03-04T01:00:00Z", "n", 2));
        changed.sweep("2026-03-04T01:00:00Z");

        assertThat(first.values()).contains("A", "B");
        assertThat(variants(changed, "2026-03-04T01:00:00Z")).hasSize(60).isEqualTo(first);
    }

    private static Map<String, String> variants(SmallShop shop, String enteredAt) {
        return shop.pairs("""
                select c.ref, e.variant from entry e join customer c on c.id = e.customer_id where entered_at = instant(%d)
                """.formatted(SmallShop.millis(enteredAt)));
    }

    @Test
    void begin_again_only_after_the_pause() {
        SmallShop shop = shop("event cart_abandoned", "re-entry: after 3 days", HELLO);
        registered(shop, "ann", null, MONDAY);
        for (String at : List.of("2026-03-02T10:00:00Z", "2026-03-05T09:59:00Z", "2026-03-05T10:00:00Z")) {
            shop.happens("ann", "Cart Abandoned", at);
            shop.sweep(at);
        }

        assertThat(shop.rows("select outcome, coalesce(reason, '-') from decision where step = '' order by at"))
                .containsExactly("entered -", "refused already_in", "entered -");
    }

    @Test
    void do_not_begin_again_where_the_campaign_says_nothing_of_it() {
        SmallShop shop = shop("every day at 10:00", HELLO);
        registered(shop, "ann", null, MONDAY);
        shop.sweep("2026-03-02T12:00:00Z");
        shop.sweep("2026-03-03T12:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-02 10:00 ");
        assertThat(shop.number("select count(*) from due where due_at is not null"))
                .isZero();
    }

    @Test
    void end_with_the_exit_condition_and_take_no_further_step() {
        SmallShop shop = shop(
                "event user_registered",
                "exit when:",
                "  - has ordered since entering",
                HELLO,
                "  - again: 1 day later, send push hello");
        registered(shop, "ann", null, MONDAY);
        shop.sweep(MONDAY);
        shop.happens("ann", "Order Completed", "2026-03-02T12:00:00Z", "total", 10);
        shop.sweep("2026-03-02T12:00:00Z");
        shop.sweep("2026-03-05T00:00:00Z");

        assertThat(shop.rows("select end_reason, millis(ended_at) from entry"))
                .containsExactly("has ordered since entering " + SmallShop.millis("2026-03-02T12:00:00Z"));
        assertThat(shop.rows("select step from decision where step <> ''")).containsExactly("hello");
    }

    @Test
    void of_the_holdout_are_noted_and_nothing_else() {
        SmallShop shop = shop("event user_registered", "re-entry: after 1 day", "holdout: 100%", HELLO);
        registered(shop, "ann", null, MONDAY);
        shop.sweep(MONDAY);
        shop.happens("ann", "User Registered", "2026-03-04T00:00:00Z");
        shop.sweep("2026-03-04T00:00:00Z");

        assertThat(shop.rows("select step, outcome, reason from decision order by at"))
                .containsExactly(" refused holdout", " refused holdout");
        assertThat(shop.rows("select holdout, end_reason, ended_at = entered_at from entry"))
                .containsExactly("t holdout t", "t holdout t");
        assertThat(shop.number("select count(*) from touchpoint")).isZero();
    }

    @Test
    void come_so_long_after_their_event_by_the_customers_clock() {
        SmallShop shop = shop("7 days after event cart_abandoned", HELLO);
        // The clocks go forward on the 8th of March: seven days later it is 10:00 there again, an hour earlier in UTC.
        registered(shop, "ann", "America/New_York", MONDAY);
        shop.happens("ann", "Cart Abandoned", "2026-03-04T15:00:00Z");

        shop.sweep("2026-03-11T13:59:59Z");
        assertThat(shop.rows(ENTRIES)).isEmpty();
        shop.sweep("2026-03-11T20:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-11 14:00 ");
    }

    @Test
    void come_daily_at_the_time_of_the_customers_own_zone() {
        SmallShop shop = shop("every day at 10:00", HELLO);
        registered(shop, "1", "Asia/Shanghai", MONDAY);
        registered(shop, "2", "America/New_York", MONDAY);
        registered(shop, "3", "Asia/Kathmandu", MONDAY);
        registered(shop, "4", null, MONDAY);

        shop.sweep("2026-03-02T23:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-02 02:00 ", "03-02 15:00 ", "03-02 04:15 ", "03-02 10:00 ");
    }

    @Test
    void come_once_a_day_also_when_the_clocks_change() {
        SmallShop shop = shop("every day at 02:30", "re-entry: after 12 hours", HELLO);
        registered(shop, "ann", "America/New_York", "2026-03-06T20:00:00Z");

        sweepHourly(shop, "2026-03-06T20:00:00Z", 72);

        // On the 8th there is no 02:30; the clocks show 03:30 at that moment.
        assertThat(shop.rows(ENTRIES)).containsExactly("03-07 07:30 ", "03-08 07:30 ", "03-09 06:30 ");
    }

    @Test
    void come_once_where_an_hour_is_there_twice() {
        SmallShop shop = shop("every day at 01:30", "re-entry: after 30 minutes", HELLO);
        registered(shop, "ann", "America/New_York", "2026-10-30T20:00:00Z");

        sweepHourly(shop, "2026-10-30T20:00:00Z", 72);

        assertThat(shop.rows(ENTRIES)).containsExactly("10-31 05:30 ", "11-01 05:30 ", "11-02 06:30 ");
    }

    private static void sweepHourly(SmallShop shop, String from, int hours) {
        for (int hour = 0; hour <= hours; hour++) {
            shop.sweep(Instant.parse(from).plusSeconds(hour * 3600L));
        }
    }

    @Test
    void come_at_once_by_a_webhook() {
        SmallShop shop = new SmallShop(
                database, Map.of("campaigns/one.yaml", campaign("one", "webhook cart", HELLO), "hooks/cart.yaml", """
                        event: Cart Left
                        customer: /customer
                        """));
        registered(shop, "ann", null, MONDAY);
        shop.sweep(MONDAY);
        String now = "2026-03-02T11:22:33Z";
        shop.happens("ann", "Cart Left", now);
        shop.sweep(now);

        assertThat(shop.rows("select millis(entered_at), millis(occasion) from entry"))
                .containsExactly(SmallShop.millis(now) + " " + SmallShop.millis(now));
        shop.hasTouchpoints("hello planned -");
    }

    @Test
    void missed_by_five_hours_are_made_up_for_as_of_their_time() {
        SmallShop shop = shop("every day at 10:00", HELLO);
        registered(shop, "ann", null, MONDAY);
        shop.sweep("2026-03-02T09:00:00Z");

        shop.sweep("2026-03-02T15:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-02 10:00 ");
        assertThat(shop.rows("select millis(send_at) from touchpoint"))
                .containsExactly(String.valueOf(SmallShop.millis("2026-03-02T10:00:00Z")));
    }

    @Test
    void missed_by_three_days_are_not_made_up_for() {
        SmallShop shop = shop("every monday at 10:00", HELLO);
        registered(shop, "ann", null, MONDAY);
        shop.sweep("2026-03-02T09:00:00Z");

        shop.sweep("2026-03-05T10:00:01Z");
        assertThat(shop.rows(ENTRIES)).isEmpty();
        shop.sweep("2026-03-09T11:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-09 10:00 ");
    }

    @Test
    void an_event_that_arrives_three_days_late_lets_nobody_in() {
        SmallShop shop = shop("event cart_abandoned", HELLO);
        registered(shop, "ann", null, "2026-03-01T00:00:00Z");
        shop.sweep("2026-03-05T00:00:00Z");

        shop.arrives("ann", "Cart Abandoned", MONDAY, "2026-03-05T01:00:00Z");
        shop.sweep("2026-03-05T01:00:00Z");
        assertThat(shop.rows(ENTRIES)).isEmpty();
        shop.arrives("ann", "Cart Abandoned", "2026-03-05T00:30:00Z", "2026-03-05T02:00:00Z");
        shop.arrives("ann", "Cart Abandoned", "2026-03-04T23:30:00Z", "2026-03-05T02:00:00Z");
        shop.sweep("2026-03-05T02:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-05 02:00 ");
    }

    @Test
    void of_two_campaigns_at_one_instant_the_more_important_gets_the_cap() {
        SmallShop shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/one.yaml", campaign("one", "every day at 10:00", HELLO),
                        "campaigns/two.yaml", campaign("two", "every day at 10:00", HELLO),
                        "policy.yaml", """
                        frequency cap:
                          email: 1 per day
                        priority: [two, one]
                        """));
        registered(shop, "ann", null, MONDAY);
        shop.sweep("2026-03-02T12:00:00Z");

        assertThat(shop.rows("""
                        select campaign, outcome, coalesce(reason, '-') from decision where step = 'hello' order by campaign
                        """)).containsExactly("one refused lower_priority", "two send -");
        assertThat(shop.rows("select campaign from touchpoint")).containsExactly("two");
    }

    @Test
    void wait_for_the_next_time_where_the_audience_did_not_hold_at_the_last() {
        SmallShop shop = new SmallShop(database, Map.of("campaigns/one.yaml", """
                campaign: one
                name: 活动 | Campaign
                trigger: every day at 10:00
                audience:
                  - has tag vip
                """ + HELLO));
        registered(shop, "ann", null, "2026-03-01T00:00:00Z");
        registered(shop, "bob", null, "2026-03-01T00:00:00Z");
        shop.sweep("2026-03-01T00:00:00Z");
        // Bob was looked at at ten, or after ten, for another reason; that must make no difference.
        shop.happens("bob", "Page Viewed", "2026-03-02T10:00:00Z");
        shop.happens("bob", "Page Viewed", "2026-03-02T11:00:00Z");
        shop.sweep("2026-03-02T11:00:00Z");
        shop.happens("ann", "Tag Added", "2026-03-02T15:23:00Z", "tag", "vip");
        shop.happens("bob", "Tag Added", "2026-03-02T15:23:00Z", "tag", "vip");
        shop.arrives("ann", "Page Viewed", "2026-03-02T09:00:00Z", "2026-03-02T16:00:00Z");
        shop.sweep("2026-03-02T16:00:00Z");
        assertThat(shop.rows(ENTRIES)).isEmpty();

        shop.sweep("2026-03-03T10:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-03 10:00 ", "03-03 10:00 ");
    }

    @Test
    void of_whom_we_learn_late_that_the_audience_held_begin_late() {
        SmallShop shop = new SmallShop(database, Map.of("campaigns/one.yaml", """
                campaign: one
                name: 活动 | Campaign
                trigger: every day at 10:00
                audience:
                  - has tag vip
                """ + HELLO));
        registered(shop, "ann", null, "2026-03-01T00:00:00Z");
        shop.happens("ann", "Page Viewed", "2026-03-02T10:30:00Z");
        shop.sweep("2026-03-02T10:30:00Z");
        shop.arrives("ann", "Tag Added", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z", "tag", "vip");
        shop.sweep("2026-03-02T11:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-02 11:00 ");
        assertThat(shop.rows("select millis(occasion) from entry"))
                .containsExactly(String.valueOf(SmallShop.millis("2026-03-02T10:00:00Z")));
    }

    @Test
    void a_refusal_that_late_events_turn_into_an_entry_is_stored_as_the_entry() {
        SmallShop shop = new SmallShop(database, Map.of("campaigns/one.yaml", """
                campaign: one
                name: 活动 | Campaign
                trigger: event cart_abandoned
                audience:
                  - has tag vip
                steps:
                  - hello: at once, send email hello
                """));
        registered(shop, "ann", null, MONDAY);
        shop.happens("ann", "Cart Abandoned", "2026-03-02T10:00:00Z");
        shop.sweep("2026-03-02T10:00:00Z");
        assertThat(shop.rows("select outcome, coalesce(reason, '-') from decision where step = ''"))
                .containsExactly("refused line_not_met");

        shop.arrives("ann", "Tag Added", "2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z", "tag", "vip");
        shop.sweep("2026-03-02T11:00:00Z");

        assertThat(shop.rows(ENTRIES)).containsExactly("03-02 11:00 ");
        assertThat(shop.rows("select outcome, coalesce(reason, '-'), millis(at) from decision where step = ''"))
                .containsExactly("entered - " + SmallShop.millis("2026-03-02T11:00:00Z"));
        shop.hasTouchpoints("hello planned -");
    }
}
