package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.util.List;
import java.util.Optional;

/** Says what rules about visits, orders, carts and cases saw. */
final class PurchasesInWords extends Words {

    PurchasesInWords(Facts facts) {
        super(facts);
    }

    @Override
    Optional<String> of(String fact, List<Object> arguments) {
        return ever(fact, arguments)
                .or(() -> recency(fact))
                .or(() -> rolling(fact, arguments))
                .or(() -> rhythm(fact));
    }

    private Optional<String> ever(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "orders" -> count(facts.getOrders(), "order");
                    case "visits" -> count(facts.getVisits(), "visit");
                    case "spend" -> "spent " + money(facts.getSpend());
                    case "lastOrderValue" -> "last order of " + money(facts.getLastOrderValue());
                    case "averageOrder" -> average();
                    case "cartValue" -> "cart of " + money(facts.getCartValue());
                    case "cartHas" ->
                        (facts.cartHas(text(arguments, 0), text(arguments, 1)) ? "cart with " : "no cart with ")
                                + text(arguments, 1);
                    case "openCases" -> openCases();
                    default -> null;
                });
    }

    private String average() {
        long orders = facts.getOrders();
        return orders == 0 ? "never ordered" : money(facts.getSpend() / orders) + " an order";
    }

    private String openCases() {
        long open = facts.getOpenCases();
        long since = facts.history().cases.values().stream()
                .filter(one -> one.openAt(facts.asOf()))
                .mapToLong(Case::opened)
                .min()
                .orElse(History.NEVER);
        return open == 0 ? "no open case" : count(open, "open case") + " since " + date(since);
    }

    private Optional<String> recency(String fact) {
        return Optional.ofNullable(
                switch (fact) {
                    case "daysSinceOrder" -> ago(facts.last(EventNames.ORDER_COMPLETED), "never ordered");
                    case "daysSinceFirstOrder" -> ago(facts.first(EventNames.ORDER_COMPLETED), "never ordered");
                    case "daysSinceVisit" -> ago(facts.last(History.VISIT), "never visited");
                    case "daysSinceRegistered", "registeredOn" -> ago(facts.registered(), "not registered");
                    default -> null;
                });
    }

    private Optional<String> rolling(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "ordersIn" -> inWindow(EventNames.ORDER_COMPLETED, number(arguments, 0), "order");
                    case "visitsIn" -> inWindow(History.VISIT, number(arguments, 0), "visit");
                    case "spendIn" -> {
                        int n = number(arguments, 0);
                        long sum = facts.window(EventNames.ORDER_COMPLETED).sum(facts.asOf(), n);
                        yield "spent " + money(sum) + " in " + days(n);
                    }
                    default -> null;
                });
    }

    private String inWindow(String key, int n, String noun) {
        return count(facts.window(key).count(facts.asOf(), n), noun) + " in " + days(n);
    }

    private Optional<String> rhythm(String fact) {
        if (!fact.equals("usualGap") && !fact.equals("laterThanUsual")) {
            return Optional.empty();
        }
        long twice = facts.twiceUsualGap();
        return Optional.of(
                twice == 0
                        ? "fewer than 3 days with orders"
                        : "usually every " + twice / 2 + (twice % 2 == 0 ? "" : ".5") + " days, last "
                                + ago(facts.last(EventNames.ORDER_COMPLETED), "never"));
    }
}
