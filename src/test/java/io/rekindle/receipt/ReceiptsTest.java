package io.rekindle.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.Receipt.Kind;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresReceipts;
import io.rekindle.postgres.PostgresReceipts.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A letter to ann was sent at noon; what is told of it afterwards. */
@ExtendWith(FreshDatabase.class)
class ReceiptsTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String ONE = "2026-03-02T13:00:00Z";
    private static final String TWO = "2026-03-02T14:00:00Z";
    private static final ContactPoint ANN = new ContactPoint(ChannelName.EMAIL, "ann@example.com");

    private static final Map<String, String> BOOK = Map.of("campaigns/recall.yaml", """
            campaign: recall
            name: 召回 | Recall
            trigger: event cart_abandoned
            audience:
              - has never ordered
            re-entry: after 1 minute
            steps:
              - gift: at once, send email hello
            """, "campaigns/thanks.yaml", """
            campaign: thanks
            name: 谢谢 | Thanks
            trigger: event message_clicked
            audience:
              - clicked a message of campaign recall
            steps:
              - thanks: at once, send sms hello
            """);

    private final SmallShop shop;

    ReceiptsTest(DataSource database) {
        this.shop = new SmallShop(database, BOOK);
    }

    private void sent(String ref) {
        shop.customer(ref, null);
        shop.happens(ref, "User Registered", "2026-03-01T12:00:00Z");
        shop.happens(ref, "Cart Abandoned", NOON);
        shop.sweep(NOON);
        assertThat(shop.dispatch(NOON)).isEqualTo(1);
    }

    private String touchpoint() {
        return shop.rows("select id from touchpoint where campaign = 'recall' order by send_at desc")
                .get(0);
    }

    private PostgresReceipts receipts() {
        return shop.installation().receipts();
    }

    private Taken take(Receipt receipt) {
        return receipts().take(receipt, SmallShop.millis(TWO));
    }

    private List<String> events(String name) {
        return shop.rows("select properties->>'campaign' from event where name = '" + name + "'");
    }

    @Test
    void a_receipt_is_stored_once_in_whatever_order_and_however_often_it_comes() {
        sent("ann");
        Receipt clicked = new Receipt(touchpoint(), Kind.CLICKED, SmallShop.millis(ONE), "2", Map.of("link", 2));
        Receipt delivered = new Receipt(touchpoint(), Kind.DELIVERED, SmallShop.millis(NOON));

        assertThat(take(clicked)).isEqualTo(Taken.STORED);
        assertThat(take(delivered)).isEqualTo(Taken.STORED);
        assertThat(take(clicked)).isEqualTo(Taken.KNOWN);
        assertThat(take(delivered)).isEqualTo(Taken.KNOWN);

        assertThat(events("Message Clicked")).containsExactly("recall");
        assertThat(events("Message Delivered")).containsExactly("recall");
    }

    @Test
    void a_receipt_sets_off_what_waits_for_it() {
        sent("ann");

        take(new Receipt(touchpoint(), Kind.CLICKED, SmallShop.millis(ONE)));
        shop.sweep(TWO);
        shop.dispatch(TWO);

        assertThat(shop.sent()).extracting(message -> message.campaign()).containsExactly("recall", "thanks");
    }

    @Test
    void nothing_has_happened_later_than_now() {
        sent("ann");

        take(new Receipt(touchpoint(), Kind.OPENED, Long.MAX_VALUE));

        assertThat(shop.rows("select occurred_at at time zone 'UTC' from event where name = 'Message Opened'"))
                .containsExactly("2026-03-02 14:00:00");
    }

    @Test
    void a_receipt_of_no_message_of_ours_changes_nothing() {
        sent("ann");

        assertThat(take(new Receipt(UUID.randomUUID().toString(), Kind.COMPLAINED, 0)))
                .isEqualTo(Taken.UNKNOWN);
        assertThat(take(new Receipt("1' or '1", Kind.COMPLAINED, 0))).isEqualTo(Taken.UNKNOWN);
        assertThat(shop.rows("select reason from suppression")).isEmpty();
    }

    @Test
    void a_message_in_doubt_is_accepted_once_a_receipt_shows_that_it_was_sent() {
        shop.answers(message -> new Answer.InDoubt("the line was cut"));
        sent("ann");
        shop.hasTouchpoints("gift in_doubt -");

        take(new Receipt(touchpoint(), Kind.DELIVERED, SmallShop.millis(ONE)));

        shop.hasTouchpoints("gift accepted -");
    }

    @Test
    void a_message_that_was_to_be_tried_again_is_not_where_a_receipt_shows_that_it_was_sent() {
        shop.answers(message -> new Answer.Later("busy", Duration.ofMinutes(5)));
        sent("ann");
        shop.hasTouchpoints("gift planned -");

        take(new Receipt(touchpoint(), Kind.OPENED, SmallShop.millis(ONE)));

        shop.hasTouchpoints("gift accepted -");
        assertThat(shop.dispatch(TWO)).isZero();
    }

    @Test
    void a_receipt_that_overtakes_the_answer_settles_what_the_answer_left_in_doubt() {
        shop.answers(message -> {
            take(new Receipt(message.touchpoint(), Kind.DELIVERED, SmallShop.millis(NOON)));
            return new Answer.InDoubt("the line was cut");
        });
        sent("ann");

        shop.hasTouchpoints("gift accepted -");
    }

    @Test
    void a_receipt_that_overtakes_an_answer_to_wait_ends_the_waiting() {
        shop.answers(message -> {
            take(new Receipt(message.touchpoint(), Kind.DELIVERED, SmallShop.millis(NOON)));
            return new Answer.Later("busy", Duration.ofMinutes(5));
        });
        sent("ann");

        shop.hasTouchpoints("gift accepted -");
        assertThat(shop.dispatch(TWO)).isZero();
    }

    @Test
    void an_address_that_bounced_for_good_is_given_up_and_another_is_not() {
        sent("ann");
        take(Receipt.bounced(touchpoint(), true, SmallShop.millis(ONE)));

        shop.happens("ann", "Cart Abandoned", TWO);
        shop.sweep(TWO);
        shop.dispatch(TWO);
        assertThat(shop.sent()).hasSize(1);

        shop.reachable("ann", new ContactPoint(ChannelName.EMAIL, "ann@new.example"));
        shop.happens("ann", "Cart Abandoned", "2026-03-02T15:00:00Z");
        shop.sweep("2026-03-02T15:00:00Z");
        shop.dispatch("2026-03-02T15:00:00Z");
        assertThat(shop.sent())
                .extracting(message -> message.to().address())
                .containsExactly("ann@example.com", "ann@new.example");
    }

    @Test
    void an_address_that_bounced_for_now_is_written_to_again() {
        sent("ann");
        take(Receipt.bounced(touchpoint(), false, SmallShop.millis(ONE)));

        shop.happens("ann", "Cart Abandoned", TWO);
        shop.sweep(TWO);
        shop.dispatch(TWO);

        assertThat(shop.sent()).hasSize(2);
    }

    @Test
    void the_bounce_concerns_the_address_the_message_went_to_not_the_one_of_today() {
        sent("ann");
        shop.sql()
                .sql("update contact_point set address = 'ann@new.example' where channel = 'email'")
                .update();
        take(Receipt.bounced(touchpoint(), true, SmallShop.millis(ONE)));

        shop.happens("ann", "Cart Abandoned", TWO);
        shop.sweep(TWO);
        shop.dispatch(TWO);

        assertThat(shop.sent()).hasSize(2);
    }

    @Test
    void a_complaint_and_a_stop_end_the_channel_and_the_address_for_everybody_who_shares_it() {
        for (Kind kind : List.of(Kind.COMPLAINED, Kind.UNSUBSCRIBED)) {
            SmallShop other = new SmallShop(shop.database(), BOOK);
            for (String ref : List.of("ann", "tom")) {
                other.customer(ref, null);
                other.happens(ref, "User Registered", "2026-03-01T12:00:00Z");
            }
            other.sql()
                    .sql("update contact_point set address = 'ann@example.com' where channel = 'email'")
                    .update();
            other.happens("ann", "Cart Abandoned", NOON);
            other.sweep(NOON);
            other.dispatch(NOON);
            other.installation()
                    .receipts()
                    .take(new Receipt(touchpoint(), kind, SmallShop.millis(ONE)), SmallShop.millis(ONE));

            for (String ref : List.of("ann", "tom")) {
                other.happens(ref, "Cart Abandoned", TWO);
            }
            other.sweep(TWO);
            other.dispatch(TWO);
            assertThat(other.sent()).as("%s", kind).hasSize(1);
        }
    }

    @Test
    void a_stop_by_its_address_lasts_until_the_owner_takes_it_back_and_counts_once() {
        sent("ann");
        assertThat(receipts().stop(ANN, "SM1", SmallShop.millis(ONE))).isEqualTo(1);
        assertThat(receipts().stop(ANN, "SM1", SmallShop.millis(ONE))).isEqualTo(1);
        assertThat(events("Unsubscribed")).hasSize(1);

        shop.happens("ann", "Cart Abandoned", TWO);
        shop.sweep(TWO);
        shop.dispatch(TWO);
        assertThat(shop.sent()).hasSize(1);

        String three = "2026-03-02T15:00:00Z";
        assertThat(receipts().start(ANN, "SM2", SmallShop.millis(three))).isEqualTo(1);
        shop.happens("ann", "Cart Abandoned", "2026-03-02T15:01:00Z");
        shop.sweep("2026-03-02T15:01:00Z");
        shop.dispatch("2026-03-02T15:01:00Z");
        assertThat(shop.sent()).hasSize(2);
    }

    @Test
    void a_stop_that_is_taken_back_leaves_what_was_complained_about_since() {
        sent("ann");
        receipts().stop(ANN, "SM1", SmallShop.millis(ONE));
        take(new Receipt(touchpoint(), Kind.COMPLAINED, SmallShop.millis(ONE)));

        receipts().start(ANN, "SM2", SmallShop.millis(TWO));

        assertThat(shop.rows("select reason from suppression")).containsExactly("complained");
    }

    @Test
    void a_stop_that_the_provider_tells_of_stops_as_well() {
        shop.answers(message -> new Answer.Rejected("21610 unsubscribed", false, true));
        sent("ann");
        assertThat(shop.rows("select state, reason from touchpoint")).containsExactly("rejected suppressed");
        shop.answers(message -> new Answer.Accepted("1"));

        shop.happens("ann", "Cart Abandoned", TWO);
        shop.sweep(TWO);

        assertThat(shop.dispatch(TWO)).isZero();
        assertThat(events("Unsubscribed")).hasSize(1);
    }

    @Test
    void a_touchpoint_is_found_by_the_providers_id_and_by_the_address_it_went_to() {
        shop.answers(message -> new Answer.Accepted("queue-17"));
        sent("ann");

        assertThat(receipts().touchpoint(ChannelName.EMAIL, "queue-17")).contains(touchpoint());
        assertThat(receipts().touchpoint(ChannelName.SMS, "queue-17")).isEmpty();
        assertThat(receipts().lastTo(ANN)).contains(touchpoint());
        assertThat(receipts().lastTo(new ContactPoint(ChannelName.EMAIL, "tom@example.com")))
                .isEmpty();
    }
}
