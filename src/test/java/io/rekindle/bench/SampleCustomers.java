package io.rekindle.bench;

import io.rekindle.demo.ShopCustomer;
import io.rekindle.demo.ShopOrder;
import io.rekindle.demo.ShopSettings;
import io.rekindle.demo.ShopSimulation;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Customers to evaluate: those of the invented shop ({@link ShopSimulation}: orders by Pareto/NBD and amounts by Gamma-Gamma
 * as estimated on CDNOW, visits, carts, refunds and consents by the guesses of {@link ShopSettings}), eighteen months old.
 * The same number and seed give the same customers in the same order.
 */
final class SampleCustomers {

    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int MOST_ROUNDS = 1_000;

    /** A customer, with everything that happened until {@link SampleCustomers#AT}. */
    record Sample(Profile profile, History history) {}

    /** A night hour some days before the shop's last: no schedule strikes then. Epoch milliseconds. */
    static final long AT = ShopSettings.standard(FIRST_DAY)
            .end()
            .minus(Duration.ofDays(3))
            .plus(Duration.ofMinutes(197))
            .toEpochMilli();

    private SampleCustomers() {}

    /** So many customers to whom no campaign has spoken yet. */
    static List<Sample> of(int number, long seed) {
        ShopSimulation shop =
                new ShopSimulation(ShopSettings.standard(FIRST_DAY).withCustomers(number), seed);
        Map<CustomerId, History> histories = new HashMap<>();
        shop.events().forEach(event -> happens(histories, event));
        shop.orders().forEach(order -> happens(histories, event(order)));
        return shop.customers()
                .map(customer ->
                        new Sample(profile(customer), histories.computeIfAbsent(customer.id(), id -> new History())))
                .toList();
    }

    private static void happens(Map<CustomerId, History> histories, Event event) {
        if (event.occurredAt().toEpochMilli() <= AT) {
            Fold.apply(histories.computeIfAbsent(event.customer(), id -> new History()), event);
        }
    }

    private static Event event(ShopOrder order) {
        var properties =
                new TreeMap<String, Object>(Map.of("total", order.amount().toPlainString()));
        return new Event(order.id(), order.customer(), "Order Completed", order.at(), properties);
    }

    private static Profile profile(ShopCustomer customer) {
        return new Profile(
                customer.id(),
                customer.zone(),
                customer.language(),
                customer.contactPoints().stream().map(ContactPoint::channel).collect(Collectors.toSet()));
    }

    /**
     * The same customers as the evaluator's release has treated them for so many days, every coupon granted: with entries,
     * messages and coupons, and nothing left to decide at {@link #AT}.
     */
    static List<Sample> treated(List<Sample> samples, Evaluator evaluator, int days) {
        List<Sample> treated = new ArrayList<>();
        for (Sample sample : samples) {
            History history = sample.history().copy();
            live(
                    evaluator,
                    sample.profile(),
                    history,
                    AT - Duration.ofDays(days).toMillis());
            treated.add(new Sample(sample.profile(), history));
        }
        return treated;
    }

    private static void live(Evaluator evaluator, Profile profile, History history, long from) {
        long now = from;
        long since = from - 1;
        for (int rounds = 0; rounds < MOST_ROUNDS && now <= AT; rounds++) {
            Evaluation evaluation = evaluator.evaluate(profile, history, since, now);
            evaluation.events().forEach(event -> Fold.apply(history, event));
            for (Decision decision : evaluation.decisions()) {
                boolean coupon = decision.intent() != null && decision.intent().coupon() != null;
                decision.events(coupon ? "code-" + decision.id() : null).forEach(event -> Fold.apply(history, event));
            }
            boolean last = !evaluation.changes() && now == AT;
            since = evaluation.changes() ? now : Math.min(evaluation.next(), AT) - 1;
            now = evaluation.changes() ? now : last ? AT + 1 : Math.min(evaluation.next(), AT);
        }
    }
}
