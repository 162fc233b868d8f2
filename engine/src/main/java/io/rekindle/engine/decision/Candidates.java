package io.rekindle.engine.decision;

import io.rekindle.engine.decision.Change.Kind;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Changes that might turn the answer to a question, from what the question asks; whether they do is found out by making them.
 * A question for which nothing is known to try gives none.
 */
final class Candidates {

    /** Nobody plans for more than this. */
    private static final long MOST_TIMES = 20;

    private static final long MOST_AMOUNT = 1_000_000_00L;
    private static final Set<String> CARTS =
            Set.of("cart_abandoned", "cart_updated", "cart_viewed", "checkout_started");

    private final RuleBook book;
    private final Facts facts;
    private final String trigger;
    private final Set<Change> found = new LinkedHashSet<>();

    /**
     * @param facts of the customer as they are; asking them notes no horizon that anybody reads
     * @param trigger the event that the campaign waits for, or empty
     */
    Candidates(RuleBook book, Facts facts, String trigger) {
        this.book = book;
        this.facts = facts;
        this.trigger = trigger;
    }

    /** The smallest first. */
    List<Change> list() {
        return found.stream()
                .sorted(Comparator.comparing(Change::kind)
                        .thenComparingLong(Change::count)
                        .thenComparingLong(Change::amount)
                        .thenComparing(Change::what)
                        .thenComparing(Change::value))
                .toList();
    }

    void add(Change change) {
        found.add(change);
    }

    /** What happens when the event does. */
    void event(String key) {
        if (key.equals(EventNames.ORDER_COMPLETED)) {
            add(Change.of(Kind.ORDERS, ""));
        } else {
            add(Change.of(Kind.EVENTS, key));
        }
    }

    void of(Condition condition) {
        condition.questions().forEach(this::of);
    }

    private void of(Condition.Question question) {
        switch (question.fact()) {
            case Vocabulary.LIFECYCLE ->
                book.lifecycle().forEach(row -> row.condition()
                        .questions()
                        .filter(inner -> !inner.fact().equals(Vocabulary.LIFECYCLE))
                        .forEach(this::of));
            case "openCases" -> openCases();
            case "hasTag" ->
                add(Change.of(facts.hasTag(text(question, 0)) ? Kind.TAG_REMOVED : Kind.TAG_ADDED, text(question, 0)));
            case "traitIs" -> add(new Change(Kind.TRAIT_SET, text(question, 0), text(question, 1), 1, 0));
            case "hasConsent" -> {
                Kind kind = facts.hasConsent(text(question, 0)) ? Kind.CONSENT_WITHDRAWN : Kind.CONSENT_GIVEN;
                add(Change.of(kind, text(question, 0)));
            }
            case "opened", "clicked", "undelivered" -> message(question);
            case "couponUnused", "holdsUnused" -> coupons();
            default -> counted(question);
        }
    }

    private void openCases() {
        int open = facts.history().openCases(facts.asOf()).size();
        if (open > 0) {
            add(Change.times(Kind.CASES_CLOSED, "", open));
        }
    }

    /** Whatever is counted, summed, or done since some time: doing it. */
    private void counted(Condition.Question question) {
        long limit = limit(question);
        switch (question.fact()) {
            case "orders" -> orders(times(n -> facts.getOrders() >= n, limit));
            case "ordersIn" -> orders(times(n -> facts.ordersIn(days(question, 0), ">=", n), limit));
            case "daysSinceOrder", "daysSinceFirstOrder", "orderedSinceEntering" -> orders(1);
            case "spend" -> spend(missing(n -> facts.getSpend() >= n, limit));
            case "spendIn" -> spend(missing(n -> facts.spendIn(days(question, 0), ">=", n), limit));
            case "visits" -> visits(times(n -> facts.getVisits() >= n, limit));
            case "visitsIn" -> visits(times(n -> facts.visitsIn(days(question, 0), ">=", n), limit));
            case "visitDrop", "daysSinceVisit", "visitedSinceEntering" -> visits(1);
            case "cartValue" -> add(Change.worth(Kind.CART, CARTS.contains(trigger) ? trigger : "cart_updated", limit));
            case "events" -> events(text(question, 0), times(n -> facts.events(text(question, 0)) >= n, limit));
            case "eventsIn" ->
                events(
                        text(question, 0),
                        times(n -> facts.eventsIn(text(question, 0), days(question, 1), ">=", n), limit));
            case "happenedSinceEntering" -> events(text(question, 1), 1);
            default -> unknown(question);
        }
    }

    /** A fact of which no more is known than that it speaks of an event: the event happens once. */
    private void unknown(Condition.Question question) {
        boolean ofEvent = question.fact().contains("Event") || question.fact().startsWith("events");
        if (ofEvent && !question.arguments().isEmpty() && question.arguments().get(0) instanceof String key) {
            events(key, 1);
        }
    }

    private void orders(long count) {
        if (count <= MOST_TIMES) {
            add(Change.times(Kind.ORDERS, "", count));
        }
    }

    private void spend(long amount) {
        if (amount <= MOST_AMOUNT) {
            add(Change.worth(Kind.ORDERS, "", amount));
        }
    }

    private void visits(long count) {
        if (count <= MOST_TIMES) {
            add(Change.times(Kind.VISITS, "", count));
        }
    }

    private void events(String key, long count) {
        if (count <= MOST_TIMES && !Vocabulary.OPERATORS.contains(key)) {
            add(Change.times(Kind.EVENTS, key, count));
        }
    }

    private void message(Condition.Question question) {
        Entry entry = facts.lastEntry(text(question, 0));
        String step = text(question, 1);
        facts.history().touches().stream()
                .filter(touch -> entry != null
                        && touch.entry().equals(entry.id())
                        && touch.step().equals(step)
                        && touch.at() <= facts.asOf()
                        && touch.failed() > facts.asOf())
                .forEach(touch -> {
                    Kind kind = question.fact().equals("clicked") ? Kind.MESSAGE_CLICKED : Kind.MESSAGE_OPENED;
                    add(new Change(kind, step, touch.id(), 1, 0));
                });
    }

    private void coupons() {
        facts.history().holdings().stream()
                .filter(one -> one.usableAt(facts.asOf()))
                .forEach(one -> add(new Change(Kind.COUPON_USED, one.coupon(), one.code(), 1, 0)));
    }

    /** How many more it takes to come to the limit, at least one. */
    private static long times(LongPredicate atLeast, long limit) {
        return missing(atLeast, limit);
    }

    /** The limit less what there is, at least one; what there is is found by asking. */
    private static long missing(LongPredicate atLeast, long limit) {
        long low = 0;
        long high = Math.max(limit, 0);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (atLeast.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Math.max(1, limit - low);
    }

    /** The number that the fact must come to: one more where it must be more than a number. */
    private static long limit(Condition.Question question) {
        List<Object> values = new ArrayList<>(question.arguments());
        String operator = ">=";
        if (question instanceof Condition.Compare compare) {
            operator = compare.operator();
            values.add(compare.value());
        }
        for (Object value : values) {
            operator = value instanceof String text && Vocabulary.OPERATORS.contains(text) ? text : operator;
        }
        Object last = values.isEmpty() ? "" : values.get(values.size() - 1);
        return last instanceof Long number ? number + (operator.equals(">") ? 1 : 0) : 1;
    }

    private static String text(Condition.Question question, int index) {
        return String.valueOf(question.arguments().get(index));
    }

    private static int days(Condition.Question question, int index) {
        return ((Long) question.arguments().get(index)).intValue();
    }
}
