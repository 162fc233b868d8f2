package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.SmsText;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.FreshDatabase;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An SMS of two parts costs two prices, in the ledger and in the budgets. One part is 0.10 CNY here. */
@ExtendWith(FreshDatabase.class)
class SmsPricedByPartsTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final long PART = 100_000;

    /** One part of 160 characters for a short name, two for one of eleven letters, three for a very long one. */
    private static final String TEXT = "{{first_name|you}}" + "x".repeat(152);

    private final DataSource database;

    SmsPricedByPartsTest(DataSource database) {
        this.database = database;
    }

    private SmallShop shop(String budget) {
        SmallShop shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/hello.yaml",
                        """
                        campaign: hello
                        name: 您好 | Hello
                        trigger: event user_registered
                        audience:
                          - has never ordered
                        budget: %s CNY
                        steps:
                          - hello: at once, send sms hello
                        """.formatted(budget),
                        "policy.yaml",
                        """
                        cost: {sms: 0.1 CNY}
                        """,
                        "templates/hello.sms.en.txt",
                        TEXT));
        return shop;
    }

    private static void registers(SmallShop shop, String ref, String name) {
        shop.customer(ref, null);
        shop.installation()
                .intake()
                .identify(
                        List.of(new CustomerRecord(
                                new CustomerId(ref), null, null, Map.of("first_name", name), List.of())),
                        0);
        shop.happens(ref, "User Registered", NOON);
    }

    private static void spent(SmallShop shop, long parts) {
        assertThat(shop.rows("select spent_micros from budget")).hasSize(2).containsOnly(String.valueOf(parts * PART));
    }

    @Test
    void the_longest_text_is_set_aside_and_what_was_sent_is_paid() {
        SmallShop shop = shop("100");
        registers(shop, "short", "Ann");
        registers(shop, "long", "Christopher");
        registers(shop, "longest", "Wolfeschlegelsteinhausenbergerdorff".repeat(5));

        shop.sweep(NOON);
        assertThat(shop.rows("select distinct cost_micros from touchpoint")).containsExactly("200000");
        spent(shop, 6);

        shop.dispatch(NOON);
        assertThat(shop.sent())
                .extracting(message -> SmsText.of(message.content().text()).parts())
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(shop.pairs("""
                        select c.ref, cost_micros from touchpoint t join customer c on c.id = t.customer_id
                        """)).isEqualTo(Map.of("short", "100000", "long", "200000", "longest", "300000"));
        spent(shop, 6);
    }

    @Test
    void a_text_that_comes_out_shorter_gives_the_rest_back() {
        SmallShop shop = shop("100");
        registers(shop, "short", "Ann");

        shop.sweep(NOON);
        spent(shop, 2);
        shop.dispatch(NOON);
        spent(shop, 1);
    }

    @Test
    void a_budget_for_one_part_lets_no_message_of_two_be_decided() {
        SmallShop shop = shop("0.15");
        registers(shop, "short", "Ann");

        shop.sweep(NOON);

        assertThat(shop.pairs("select outcome, coalesce(reason, '-') from decision where step <> ''"))
                .isEqualTo(Map.of("refused", "budget_exhausted"));
        spent(shop, 0);
    }

    @Test
    void a_text_that_comes_out_longer_than_the_budget_bears_is_not_sent_and_not_paid() {
        SmallShop shop = shop("0.25");
        registers(shop, "longest", "Wolfeschlegelsteinhausenbergerdorff".repeat(5));

        shop.sweep(NOON);
        spent(shop, 2);
        shop.dispatch(NOON);

        assertThat(shop.sent()).isEmpty();
        shop.hasTouchpoints("hello dropped budget_exhausted");
        spent(shop, 0);
    }
}
