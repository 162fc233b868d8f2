package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Dispatcher;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.postgres.DeadLetters;
import io.rekindle.postgres.DeadLetters.Choice;
import io.rekindle.postgres.DeadLetters.Redriven;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Pauses.Overdue;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten messages, each with a coupon and a price, that no provider took: what they keep, and how they are set going again. */
@ExtendWith(FreshDatabase.class)
class GivenUpTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Choice ALL = new Choice(null, null);
    private static final long BEGIN = SmallShop.millis("2026-03-02T10:00:00Z");

    /** 10 coupons of 10 CNY, and 10 messages at 0.25 CNY. */
    private static final String SET_ASIDE = "100000000 2500000";

    private final SmallShop shop;
    private final DeadLetters letters;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private Answer answer = new Answer.Later("no connection", null);
    private long now = BEGIN;

    GivenUpTest(DataSource database) {
        this.shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/gift.yaml", """
                campaign: gift
                name: 礼券 | Gift
                trigger: event user_registered
                audience:
                  - registered 30 days ago or less
                budget: 1000 CNY
                steps:
                  - gift: at once, send sms hello with coupon GIFT
                """,
                        "coupons.csv", """
                code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
                GIFT,amount,10 CNY,0 CNY,7 days,1,10,Gift,礼券
                """,
                        "policy.yaml", "timezone: UTC\ncost: {sms: 0.25 CNY}\n"));
        this.letters = new DeadLetters(database);
    }

    @BeforeEach
    void all_are_given_up() {
        List<String> refs =
                IntStream.range(0, 10).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        refs.forEach(ref -> shop.happens(ref, "User Registered", "2026-03-02T09:59:00Z"));
        shop.sweep("2026-03-02T10:00:00Z");
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(dispatch()).isEqualTo(10);
            now += Duration.ofHours(2).toMillis();
        }
        hasStates("given_up 10");
    }

    private int dispatch() {
        Channel provider = new Channel() {
            @Override
            public ChannelName name() {
                return ChannelName.SMS;
            }

            @Override
            public Answer deliver(Message message) {
                if (answer instanceof Answer.Accepted) {
                    sent.add(message.touchpoint());
                }
                return answer;
            }
        };
        try (Evaluator evaluator = shop.installation().evaluator()) {
            return new Dispatcher(
                            "test", shop.installation().outbox(), Map.of(ChannelName.SMS, provider), SmallShop.LEASE)
                    .dispatch(
                            evaluator,
                            new Renderer(shop.installation().release().book()),
                            () -> now,
                            100);
        }
    }

    private void hasStates(String... expected) {
        assertThat(shop.rows("select state, count(*) from touchpoint group by 1 order by 1"))
                .containsExactly(expected);
    }

    /** What budgets hold, reserved and spent; the same for the campaign and for the month. */
    private void holds(String expected, int coupons) {
        assertThat(shop.rows("select distinct reserved_micros, spent_micros from budget"))
                .containsExactly(expected);
        assertThat(shop.number("select issued from offer")).isEqualTo(coupons);
        assertThat(shop.number("select count(*) from coupon where freed_at is null"))
                .isEqualTo(coupons);
    }

    @Test
    void a_message_given_up_says_why_and_keeps_its_coupon_and_its_money() {
        assertThat(letters.waiting(ALL, now))
                .isEqualTo(new DeadLetters.Waiting(
                        10, 0, List.of(new DeadLetters.LastError("given up after 8 attempts: no connection", 10))));
        assertThat(letters.waiting(new Choice("gift", ChannelName.SMS), now).givenUp())
                .isEqualTo(10);
        assertThat(letters.waiting(new Choice("other", null), now).givenUp()).isZero();
        assertThat(letters.waiting(new Choice(null, ChannelName.PUSH), now).givenUp())
                .isZero();
        holds(SET_ASIDE, 10);
        now += Duration.ofHours(1).toMillis();
        assertThat(dispatch()).as("nothing goes by itself").isZero();
    }

    @Test
    void set_going_again_each_is_sent_once_with_what_was_set_aside_for_it() throws Exception {
        answer = new Answer.Accepted("id");
        List<Redriven> both = AtOnce.times(2, () -> letters.redrive(ALL, Overdue.SEND_IF_WANTED, UTC, now));
        assertThat(both.stream().mapToInt(Redriven::planned).sum()).isEqualTo(10);
        assertThat(shop.number("select max(attempts) from touchpoint")).isZero();

        dispatch();
        assertThat(letters.redrive(ALL, Overdue.RESTART, UTC, now)).isEqualTo(new Redriven(0, 0));
        assertThat(dispatch()).isZero();
        hasStates("accepted 10");
        assertThat(sent).hasSize(10).doesNotHaveDuplicates();
        holds(SET_ASIDE, 10);

        List<String> code = shop.rows("select code from coupon order by code limit 1");
        shop.happens("c0", "Coupon Redeemed", "2026-03-03T12:00:00Z", "code", code.get(0));
        assertThat(shop.rows("select distinct reserved_micros, spent_micros from budget"))
                .as("one coupon's 10 CNY, once")
                .containsExactly("90000000 12500000");
    }

    @Test
    void it_is_checked_again_like_any_other() {
        shop.happens("c3", "Consent Revoked", "2026-03-02T11:00:00Z", "topic", "marketing_sms");
        shop.sql()
                .sql("insert into suppression (channel, address_hash, reason) select 'sms',"
                        + " sha256(convert_to(address, 'UTF8')), 'stop' from contact_point p join customer c"
                        + " on c.id = p.customer_id where c.ref = 'c3' and p.channel = 'sms'")
                .update();
        answer = new Answer.Accepted("id");
        letters.redrive(ALL, Overdue.SEND_IF_WANTED, UTC, now);
        dispatch();
        hasStates("accepted 9", "dropped 1");
        holds("90000000 2250000", 9);
    }

    @Test
    void what_is_too_old_is_dropped_or_starts_anew_as_the_operator_says() {
        now = BEGIN + Duration.ofHours(30).toMillis();
        assertThat(letters.waiting(ALL, now).tooOld()).isEqualTo(10);
        answer = new Answer.Accepted("id");
        shop.sql()
                .sql(
                        "update touchpoint set campaign = 'other' where id in (select id from touchpoint order by id limit 4)")
                .update();
        assertThat(letters.redrive(new Choice("gift", null), Overdue.RESTART, UTC, now))
                .isEqualTo(new Redriven(6, 0));
        assertThat(letters.redrive(ALL, Overdue.SEND_IF_WANTED, UTC, now)).isEqualTo(new Redriven(0, 4));
        dispatch();
        hasStates("accepted 6", "dropped 4");
    }

    @Test
    void dropped_ones_give_everything_back_once() throws Exception {
        List<Redriven> both = AtOnce.times(2, () -> letters.redrive(ALL, Overdue.DROP, UTC, now));
        assertThat(both.stream().mapToInt(Redriven::dropped).sum()).isEqualTo(10);
        hasStates("dropped 10");
        holds("0 0", 0);
        assertThat(shop.number("select count(*) from event where name = 'Message Failed'"))
                .isEqualTo(10);
    }

    @Test
    void what_nobody_sets_going_is_rejected_after_its_time_and_gives_everything_back_once() throws Exception {
        assertThat(letters.close(BEGIN, UTC, now)).isZero();
        List<Integer> both = AtOnce.times(2, () -> letters.close(now, UTC, now));
        assertThat(both.stream().mapToInt(one -> one).sum()).isEqualTo(10);
        hasStates("rejected 10");
        holds("0 0", 0);
        assertThat(letters.redrive(ALL, Overdue.RESTART, UTC, now)).isEqualTo(new Redriven(0, 0));
    }

    @Test
    void one_whose_coupon_has_expired_meanwhile_is_dropped_and_frees_nothing_twice() {
        now = BEGIN + Duration.ofDays(8).toMillis();
        assertThat(shop.installation().coupons().expire(now)).isEqualTo(10);
        letters.redrive(ALL, Overdue.RESTART, UTC, now);
        answer = new Answer.Accepted("id");
        dispatch();
        hasStates("dropped 10");
        assertThat(shop.rows("select distinct reserved_micros, spent_micros from budget"))
                .containsExactly("0 0");
        assertThat(sent).isEmpty();
    }

    @Test
    void what_is_in_doubt_is_never_set_going() {
        shop.sql().sql("update touchpoint set state = 'in_doubt'").update();
        assertThat(letters.redrive(ALL, Overdue.RESTART, UTC, now)).isEqualTo(new Redriven(0, 0));
        assertThat(letters.close(now, UTC, now)).isZero();
        hasStates("in_doubt 10");
    }

    @Test
    void a_provider_that_will_not_have_us_costs_nobody_a_message() {
        letters.redrive(ALL, Overdue.SEND_IF_WANTED, UTC, now);
        answer = new Answer.Rejected("not your sender", false, false, Answer.Cause.PROVIDER);
        dispatch();
        hasStates("given_up 10");
        answer = new Answer.Rejected("no such number", true);
        letters.redrive(ALL, Overdue.SEND_IF_WANTED, UTC, now);
        dispatch();
        hasStates("rejected 10");
        holds("0 0", 0);
    }
}
