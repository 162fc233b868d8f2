package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.policy.Reason;
import io.rekindle.postgres.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class OneTouchOnceTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final long AT_NOON = SmallShop.millis(NOON);
    private static final long LEASE_OVER = AT_NOON + SmallShop.LEASE.toMillis();

    private static final Map<String, String> BOOK =
            Map.of("campaigns/gift.yaml", """
            campaign: gift
            name: 礼券 | Gift
            trigger: event user_registered
            audience:
              - has never ordered
            re-entry: after 1 hour
            budget: 100 CNY
            steps:
              - gift: at once, send email hello with coupon GIFT
            """, "coupons.csv", """
            code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
            GIFT,amount,10 CNY,0 CNY,7 days,1,100000,Gift,礼券
            """, "policy.yaml", """
            frequency cap:
              email: 1 per day
            cost: {email: 0.25 CNY}
            """);
    private static final Map<String, String> PLAIN = Map.of("campaigns/welcome.yaml", """
            campaign: welcome
            name: 欢迎 | Welcome
            trigger: event user_registered
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """);

    private final DataSource database;

    OneTouchOnceTest(DataSource database) {
        this.database = database;
    }

    private SmallShop shopWith(Map<String, String> book, int customers) {
        SmallShop shop = new SmallShop(database, book);
        for (int index = 0; index < customers; index++) {
            shop.customer("c" + index, null);
            shop.happens("c" + index, "User Registered", NOON);
        }
        shop.sweep(NOON);
        return shop;
    }

    private static Claimed claim(Outbox outbox, String dispatcher, long now) {
        List<Claimed> claimed = outbox.claim(dispatcher, Set.of(ChannelName.EMAIL), now, 10, SmallShop.LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private static Answer accepted() {
        return new Answer.Accepted("p");
    }

    @Test
    void dispatchers_at_one_outbox_never_both_send_a_message() throws Exception {
        SmallShop shop = shopWith(PLAIN, 300);
        Queue<String> sent = new ConcurrentLinkedQueue<>();

        AtOnce.times(4, () -> shop.dispatch(NOON, message -> sent.add(message.touchpoint())));

        assertThat(sent).hasSize(300).doesNotHaveDuplicates();
        assertThat(shop.pairs("select state, count(*) from touchpoint group by 1"))
                .isEqualTo(Map.of("accepted", "300"));
        assertThat(shop.dispatch(NOON)).isZero();
    }

    @Test
    void a_dispatcher_that_lost_its_claim_can_change_nothing() {
        SmallShop shop = shopWith(PLAIN, 1);
        Outbox outbox = shop.installation().outbox();
        Claimed first = claim(outbox, "first", AT_NOON);
        assertThat(outbox.recover(LEASE_OVER)).isZero();
        Claimed second = claim(outbox, "second", LEASE_OVER);

        assertThat(outbox.begin(first, LEASE_OVER, SmallShop.LEASE)).isFalse();
        assertThat(outbox.hold(first, LEASE_OVER)).isFalse();
        assertThat(outbox.drop(first, Reason.SUPPRESSED, "", LEASE_OVER)).isFalse();
        assertThat(outbox.begin(second, LEASE_OVER, SmallShop.LEASE)).isTrue();
        assertThat(outbox.settle(first, new Answer.Rejected("", true), LEASE_OVER, LEASE_OVER))
                .isFalse();
        assertThat(outbox.settle(first, accepted(), LEASE_OVER, LEASE_OVER)).isFalse();
        assertThat(outbox.settle(first, new Answer.Later("", null), LEASE_OVER, LEASE_OVER))
                .isFalse();

        shop.hasTouchpoints("hello sending -");
        assertThat(outbox.settle(second, accepted(), LEASE_OVER, LEASE_OVER)).isTrue();
        shop.hasTouchpoints("hello accepted -");
        assertThat(shop.number("select count(*) from contact_point where not usable"))
                .isZero();
    }

    @Test
    void nothing_is_begun_twice_or_after_its_lease() {
        SmallShop shop = shopWith(PLAIN, 1);
        Outbox outbox = shop.installation().outbox();
        Claimed claimed = claim(outbox, "first", AT_NOON);

        assertThat(outbox.begin(claimed, LEASE_OVER, SmallShop.LEASE)).isFalse();
        assertThat(outbox.begin(claimed, AT_NOON, SmallShop.LEASE)).isTrue();
        assertThat(outbox.begin(claimed, AT_NOON, SmallShop.LEASE)).isFalse();
    }

    @Test
    void one_that_was_only_claimed_when_its_dispatcher_died_is_planned_again() {
        SmallShop shop = shopWith(PLAIN, 1);
        Outbox outbox = shop.installation().outbox();
        claim(outbox, "first", AT_NOON);

        assertThat(outbox.recover(LEASE_OVER - 1)).isZero();
        shop.hasTouchpoints("hello claimed -");
        assertThat(outbox.recover(LEASE_OVER)).isZero();
        shop.hasTouchpoints("hello planned -");

        shop.dispatch(NOON);
        assertThat(shop.sent()).hasSize(1);
    }

    @Test
    void one_that_was_being_sent_when_its_dispatcher_died_is_in_doubt_and_never_sent_again() {
        SmallShop shop = shopWith(PLAIN, 1);
        Outbox outbox = shop.installation().outbox();
        Claimed claimed = claim(outbox, "first", AT_NOON);
        outbox.begin(claimed, AT_NOON, SmallShop.LEASE);

        assertThat(outbox.recover(LEASE_OVER - 1)).isZero();
        assertThat(outbox.recover(LEASE_OVER)).isEqualTo(1);
        assertThat(outbox.recover(LEASE_OVER)).isZero();

        shop.hasTouchpoints("hello in_doubt -");
        assertThat(shop.dispatch("2026-03-02T20:00:00Z")).isZero();
        shop.sweep("2026-03-02T20:00:00Z");
        assertThat(shop.dispatch("2026-03-02T20:00:00Z")).isZero();
        assertThat(shop.sent()).isEmpty();
        shop.hasTouchpoints("hello in_doubt -");
    }

    @Test
    void one_that_will_not_be_sent_frees_its_coupon_and_its_money_and_counts_against_no_cap() {
        SmallShop shop = shopWith(BOOK, 1);
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("10000000 250000");
        Outbox outbox = shop.installation().outbox();
        Claimed claimed = claim(outbox, "first", AT_NOON);

        outbox.drop(claimed, Reason.NO_CONSENT, "withdrawn", AT_NOON);

        assertThat(shop.rows("select issued from offer")).containsExactly("0");
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 0");
        String later = "2026-03-02T14:00:00Z";
        shop.happens("c0", "User Registered", later);
        shop.sweep(later);
        shop.hasTouchpoints("gift dropped no_consent", "gift planned -");
        assertThat(shop.rows("select issued from offer")).containsExactly("1");
    }

    @Test
    void what_becomes_known_while_a_batch_is_sent_is_heeded_before_the_next_message() {
        SmallShop shop = shopWith(PLAIN, 2);
        Queue<String> sent = new ConcurrentLinkedQueue<>();

        shop.dispatch(NOON, message -> {
            sent.add(message.to().address());
            String other = message.to().address().startsWith("c0") ? "c1" : "c0";
            shop.happens(other, "Unsubscribed", NOON);
        });
        shop.dispatch(NOON, message -> sent.add(message.to().address()));

        assertThat(sent).hasSize(1);
        assertThat(shop.pairs("select state, coalesce(reason, '-') from touchpoint"))
                .isEqualTo(Map.of("accepted", "-", "dropped", "suppressed"));
    }

    @Test
    void an_address_given_up_while_a_batch_is_sent_is_written_to_no_more() {
        SmallShop shop = shopWith(PLAIN, 2);
        Queue<String> sent = new ConcurrentLinkedQueue<>();

        shop.dispatch(NOON, message -> {
            sent.add(message.to().address());
            shop.sql().sql("""
                    insert into suppression (channel, address_hash, reason)
                    select channel, sha256(convert_to(address, 'UTF8')), 'test' from contact_point
                    where channel = 'email' on conflict do nothing
                    """).update();
        });
        shop.dispatch(NOON, message -> sent.add(message.to().address()));

        assertThat(sent).hasSize(1);
        assertThat(shop.pairs("select state, coalesce(reason, '-') from touchpoint"))
                .isEqualTo(Map.of("accepted", "-", "dropped", "invalid_address"));
    }

    @Test
    void dropping_and_sweeping_at_once_do_not_wait_for_each_other() throws SQLException {
        SmallShop shop = shopWith(BOOK, 1);
        Outbox outbox = shop.installation().outbox();
        Claimed claimed = claim(outbox, "first", AT_NOON);
        try (Connection sweep = database.getConnection();
                Statement statement = sweep.createStatement()) {
            sweep.setAutoCommit(false);
            statement.execute("select * from due for update");

            var drop =
                    CompletableFuture.supplyAsync(() -> outbox.drop(claimed, Reason.NO_CONSENT, "withdrawn", AT_NOON));
            await().until(() -> shop.number("select count(*) from pg_locks where not granted") > 0);
            statement.execute("set local lock_timeout = '500ms'");
            statement.execute("update offer set issued = issued + 1");
            statement.execute("update budget set reserved_micros = reserved_micros + 1");
            sweep.commit();
            sweep.setAutoCommit(true);

            assertThat(drop.join()).isTrue();
        }
    }
}
