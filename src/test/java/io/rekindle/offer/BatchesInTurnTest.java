package io.rekindle.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.SmallShop;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresDueCustomers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class BatchesInTurnTest {

    private static final String MORNING = "2026-03-02T09:00:00Z";
    private static final String GIFT = """
            campaign: %s
            name: 礼券 | Gift
            trigger: event %s
            audience:
              - registered 30 days ago or less
            steps:
              - gift: at once, send push hello with coupon %s
            """;
    private static final String COUPONS = """
            code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh
            ONE,shipping,free,0 CNY,7 days,1,100,One,一
            TWO,amount,10 CNY,0 CNY,7 days,1,100,Two,二
            """;

    private final SmallShop shop;

    BatchesInTurnTest(DataSource database) {
        shop = new SmallShop(
                database,
                Map.of(
                        "campaigns/one.yaml", GIFT.formatted("one", "user_registered", "ONE"),
                        "campaigns/two.yaml", GIFT.formatted("two", "cart_abandoned", "TWO"),
                        "coupons.csv", COUPONS));
        // The first of a month opens its budget, and others wait for that. One coupon costs nothing, so that its
        // campaign's and the
        // month's budgets are not what the batches meet at first.
        shop.customer("eve", null);
        shop.happens("eve", "User Registered", MORNING);
        shop.sweep(MORNING);
        for (String ref : List.of("ann", "bob")) {
            shop.customer(ref, null);
            shop.happens(ref, "User Registered", MORNING);
            shop.happens(ref, "Cart Abandoned", MORNING);
        }
    }

    @Test
    void that_want_of_the_same_in_another_order_do_not_wait_for_each_other() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (DueCustomers.Batch first = take()) {
            first.reserve(sends(first, "one"));
            Future<?> other = threads.submit(() -> {
                try (DueCustomers.Batch second = take()) {
                    second.reserve(sends(second, "two"));
                    second.reserve(sends(second, "one"));
                    second.write(List.of());
                }
            });
            await().until(() -> shop.number("select count(*) from pg_locks where not granted") > 0);
            first.reserve(sends(first, "two"));
            first.write(List.of());
            other.get(20, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }

        assertThat(shop.pairs("select code, issued from offer")).isEqualTo(Map.of("ONE", "3", "TWO", "2"));
        assertThat(shop.rows("select scope, reserved_micros from budget order by scope"))
                .containsExactly("campaign:one 0", "campaign:two 20000000", "month:2026-03 20000000");
    }

    private DueCustomers.Batch take() {
        return new PostgresDueCustomers(shop.database(), MessagePrices::new)
                .take(shop.installation().release(), DueCustomers.Place.START, SmallShop.millis(MORNING), 1);
    }

    /** What the batch's customer is to be sent by the campaign, once let in. */
    private List<Decision> sends(DueCustomers.Batch batch, String campaign) {
        DueCustomer customer = batch.customers().get(0);
        History history = customer.history().copy();
        long at = SmallShop.millis(MORNING);
        List<Decision> sends = new ArrayList<>();
        try (Evaluator evaluator = shop.installation().evaluator()) {
            Evaluation evaluation = evaluator.evaluate(customer.profile(), history, at - 1, at);
            while (evaluation.changes()) {
                evaluation.events().forEach(event -> Fold.apply(history, event));
                evaluation.decisions().stream()
                        .flatMap(one -> one.events("CODE-" + one.id()).stream())
                        .forEach(event -> Fold.apply(history, event));
                evaluation.decisions().stream()
                        .filter(one ->
                                one.outcome() == Outcome.SEND && one.campaign().equals(campaign))
                        .forEach(sends::add);
                evaluation = evaluator.evaluate(customer.profile(), history, at, at);
            }
        }
        assertThat(sends).hasSize(1);
        return sends;
    }
}
