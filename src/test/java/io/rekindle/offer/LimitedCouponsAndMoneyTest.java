package io.rekindle.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.AtOnce;
import io.rekindle.SmallShop;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FreshDatabase.class)
class LimitedCouponsAndMoneyTest {

    private static final String MORNING = "2026-03-02T09:00:00Z";
    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final int THREADS = 8;
    /** Some batches of a sweep. */
    private static final int CUSTOMERS = 500 * THREADS;

    private final DataSource database;

    LimitedCouponsAndMoneyTest(DataSource database) {
        this.database = database;
    }

    private static String gift(String budget) {
        return """
                campaign: gift
                name: 礼券 | Gift
                trigger: event user_registered
                audience:
                  - registered 30 days ago or less
                re-entry: after 1 day
                %s
                steps:
                  - gift: at once, send push hello with coupon GIFT
                  - remind: 1 day before the coupon expires, if the coupon is unused, send sms hello
                """.formatted(budget);
    }

    private static String coupons(int perCustomer, int stock) {
        return """
                code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
                GIFT,amount,10 CNY,0 CNY,7 days,%d,%d,Gift,礼券
                """.formatted(perCustomer, stock);
    }

    private SmallShop shop(String budget, int perCustomer, int stock) {
        return new SmallShop(
                database, Map.of("campaigns/gift.yaml", gift(budget), "coupons.csv", coupons(perCustomer, stock)));
    }

    private static List<String> refs(int customers) {
        return IntStream.range(0, customers).mapToObj(index -> "c" + index).toList();
    }

    private static void register(SmallShop shop, int customers) {
        List<Event> events = new ArrayList<>();
        shop.customers(refs(customers), null);
        for (int index = 0; index < customers; index++) {
            events.add(SmallShop.event("r" + index, "c" + index, "User Registered", MORNING));
        }
        shop.store(events, MORNING);
    }

    private static void sweepByThreads(SmallShop shop, String until) throws Exception {
        AtOnce.times(THREADS, () -> shop.sweep(until));
    }

    /** Of the first, one batch takes all; the second lasts for two batches and a half. */
    @ParameterizedTest
    @ValueSource(ints = {100, 2500})
    void a_coupon_is_issued_as_often_as_there_is_one_by_eight_sweeps_at_once(int stock) throws Exception {
        SmallShop shop = shop("", 1, stock);
        register(shop, CUSTOMERS);
        // The first to open a month has all others wait for it.
        shop.sql().sql("insert into budget (scope) values ('month:2026-03')").update();

        sweepByThreads(shop, NOON);

        String left = String.valueOf(CUSTOMERS - stock);
        assertThat(shop.pairs("select outcome || coalesce(' ' || reason, ''), count(*) from decision group by 1"))
                .isEqualTo(Map.of(
                        "entered",
                        String.valueOf(CUSTOMERS),
                        "send",
                        String.valueOf(stock),
                        "refused coupon_out_of_stock",
                        left,
                        "skipped line_not_met",
                        left));
        assertThat(shop.number("select count(*) from coupon")).isEqualTo(stock);
        assertThat(shop.number("select issued from offer")).isEqualTo(stock);
        assertThat(shop.number("select count(*) from touchpoint where coupon is not null"))
                .isEqualTo(stock);
    }

    @Test
    void a_budget_that_lasts_for_100_coupons_is_never_overdrawn_by_eight_sweeps_at_once() throws Exception {
        SmallShop shop = shop("budget: 1005 CNY", 1, 100_000);
        register(shop, CUSTOMERS);

        sweepByThreads(shop, NOON);

        assertThat(shop.number("select count(*) from coupon")).isEqualTo(100);
        assertThat(shop.number("select issued from offer")).isEqualTo(100);
        assertThat(shop.number("select count(*) from decision where reason = 'budget_exhausted'"))
                .isEqualTo(3900);
        assertThat(shop.rows("select scope, reserved_micros, spent_micros from budget order by scope"))
                .containsExactly("campaign:gift 1000000000 0", "month:2026-03 1000000000 0");
    }

    @Test
    void sweeps_that_want_each_others_coupons_all_come_to_an_end() throws Exception {
        Map<String, String> book = Map.of("campaigns/one.yaml", """
                campaign: one
                name: 一 | One
                trigger: event first_thing
                audience:
                  - registered 30 days ago or less
                steps:
                  - a: at once, send push hello with coupon ABLE
                  - b: 1 hour after a, send push hello with coupon ZED
                """, "campaigns/two.yaml", """
                campaign: two
                name: 二 | Two
                trigger: event second_thing
                audience:
                  - registered 30 days ago or less
                steps:
                  - a: at once, send push hello with coupon ZED
                  - b: 1 hour after a, send push hello with coupon ABLE
                """, "coupons.csv", """
                code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
                ABLE,amount,10 CNY,0 CNY,7 days,1,100000,Able,甲
                ZED,amount,10 CNY,0 CNY,7 days,1,100000,Zed,乙
                """);
        SmallShop shop = new SmallShop(database, book);
        List<Event> events = new ArrayList<>();
        shop.customers(refs(CUSTOMERS), null);
        for (int index = 0; index < CUSTOMERS; index++) {
            events.add(SmallShop.event("r" + index, "c" + index, "User Registered", MORNING));
            String thing = index / 500 % 2 == 0 ? "First Thing" : "Second Thing";
            events.add(SmallShop.event("t" + index, "c" + index, thing, MORNING));
        }
        shop.store(events, MORNING);

        sweepByThreads(shop, NOON);

        assertThat(shop.pairs("select code, issued from offer")).isEqualTo(Map.of("ABLE", "4000", "ZED", "4000"));
        assertThat(shop.number("select count(*) from touchpoint")).isEqualTo(8000);
    }

    @Test
    void redeeming_while_coupons_expire_keeps_reserved_and_spent_right() throws Exception {
        int coupons = 400;
        SmallShop shop = shop("budget: 100000 CNY", 1, 100_000);
        register(shop, coupons);
        shop.sweep(NOON);
        List<String> codes = shop.rows("select code from coupon order by code");
        String expired = "2026-03-10T00:00:00Z";
        List<Callable<Integer>> works = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int mine = thread;
            works.add(() -> {
                // Half of all, each a little before it expires.
                for (int index = mine; index < coupons / 2; index += 4) {
                    shop.store(
                            List.of(SmallShop.event(
                                    "x" + index,
                                    "c" + index,
                                    "Coupon Redeemed",
                                    "2026-03-09T08:59:00Z",
                                    "code",
                                    codes.get(index))),
                            expired);
                }
                return 0;
            });
        }
        works.add(() -> shop.installation().coupons().expire(SmallShop.millis(expired)));
        works.add(() -> shop.installation().coupons().expire(SmallShop.millis(expired)));

        AtOnce.all(works);
        shop.installation().coupons().expire(SmallShop.millis(expired));

        assertThat(shop.rows("""
                        select count(*) filter (where redeemed_at is not null and freed_at is null),
                               count(*) filter (where redeemed_at is null and freed_at is not null)
                        from coupon
                        """)).containsExactly("200 200");
        assertThat(shop.rows("select scope, reserved_micros, spent_micros from budget order by scope"))
                .containsExactly("campaign:gift 0 2000000000", "month:2026-03 0 2000000000");
    }

    @Test
    void one_redeemed_in_time_of_which_we_hear_after_it_expired_is_money_spent() {
        SmallShop shop = shop("budget: 100000 CNY", 1, 100);
        register(shop, 1);
        shop.sweep(NOON);
        String code = shop.rows("select code from coupon").get(0);

        assertThat(shop.installation().coupons().expire(SmallShop.millis("2026-03-10T00:00:00Z")))
                .isEqualTo(1);
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 0");
        shop.arrives(
                "c0", "Order Completed", "2026-03-08T00:00:00Z", "2026-03-10T00:00:01Z", "total", 50, "coupon", code);

        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 10000000");
        assertThat(shop.number("select count(*) from coupon where redeemed_at is not null and freed_at is null"))
                .isEqualTo(1);
    }

    @Test
    void an_order_with_the_coupons_code_redeems_it_once() {
        SmallShop shop = shop("budget: 100000 CNY", 1, 100);
        register(shop, 1);
        shop.sweep(NOON);
        String code = shop.rows("select code from coupon").get(0);

        shop.happens("c0", "Order Completed", "2026-03-03T00:00:00Z", "total", 50, "coupon", code);
        shop.happens("c0", "Coupon Redeemed", "2026-03-03T00:00:01Z", "code", code);
        shop.installation().coupons().expire(SmallShop.millis("2026-04-01T00:00:00Z"));

        assertThat(shop.rows("select millis(redeemed_at), freed_at from coupon"))
                .containsExactly(SmallShop.millis("2026-03-03T00:00:00Z") + " null");
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 10000000");
    }

    @Test
    void redemption_cancels_the_reminder() {
        SmallShop shop = shop("", 1, 100);
        register(shop, 2);
        shop.sweep(NOON);
        String code = shop.rows("""
                select code from coupon k join customer c on c.id = k.customer_id where c.ref = 'c0'
                """).get(0);

        shop.happens("c0", "Coupon Redeemed", "2026-03-04T00:00:00Z", "code", code);
        // The coupon expires on the 9th at 09:00.
        shop.sweep("2026-03-04T00:00:00Z");
        shop.sweep("2026-03-08T09:00:00Z");

        assertThat(shop.rows("""
                        select c.ref, outcome, coalesce(reason, '-') from decision d join customer c on c.id = d.customer_id
                        where step = 'remind' order by c.ref
                        """)).containsExactly("c0 skipped line_not_met", "c1 send -");
    }

    @Test
    void an_expired_coupon_frees_its_money_and_nothing_else() {
        SmallShop shop = shop("budget: 15 CNY", 1, 100);
        register(shop, 1);
        shop.sweep(NOON);

        assertThat(shop.installation().coupons().expire(SmallShop.millis("2026-03-09T08:59:59Z")))
                .isZero();
        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("10000000 0");
        assertThat(shop.installation().coupons().expire(SmallShop.millis("2026-03-09T09:00:00Z")))
                .isEqualTo(1);
        assertThat(shop.installation().coupons().expire(SmallShop.millis("2026-03-09T09:00:00Z")))
                .isZero();

        assertThat(shop.rows("select reserved_micros, spent_micros from budget"))
                .containsOnly("0 0");
        assertThat(shop.number("select issued from offer")).isEqualTo(1);
    }

    @Test
    void nobody_is_issued_more_than_the_limit_per_customer() {
        SmallShop shop = shop("", 2, 100);
        register(shop, 1);
        shop.sweep(NOON);

        for (String again : List.of("2026-03-11T00:00:00Z", "2026-03-21T00:00:00Z")) {
            shop.sweep(again);
            shop.happens("c0", "User Registered", again);
            shop.sweep(again);
        }

        assertThat(shop.rows(
                        "select outcome, coalesce(reason, '-'), detail from decision where step = 'gift' order by at"))
                .containsExactly("send - ", "send - ", "refused coupon_out_of_stock 2 of 2 per customer");
        assertThat(shop.number("select issued from offer")).isEqualTo(2);
    }
}
