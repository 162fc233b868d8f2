package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Change;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Explainer;
import io.rekindle.engine.decision.Flip;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.drools.Release;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random customers of the invented shop at random instants: what is said to turn the answer turns it, and nothing sooner. */
class WhatWouldChangeItForAShopTest {

    private static final int CUSTOMERS = 30;
    private static final long AHEAD = Duration.ofDays(Flip.AHEAD_DAYS).toMillis();

    private final ShopSettings settings =
            ShopSettings.standard(LocalDate.of(2025, 1, 1)).withCustomers(CUSTOMERS);
    private final ShopSimulation shop = new ShopSimulation(settings, 42);
    private final Random random = new Random(7);

    @Test
    void what_is_said_to_turn_the_answer_turns_it_then_and_not_an_instant_sooner() {
        Map<CustomerId, List<Event>> events = events();
        int byItself = 0;
        int changed = 0;
        try (Evaluator evaluator = new Evaluator(Release.compile(Books.shipped()))) {
            for (ShopCustomer customer : shop.customers().toList()) {
                Profile profile = profile(customer);
                for (Campaign campaign : evaluator.release().book().campaigns()) {
                    long at = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli()
                            + random.nextLong(Duration.ofDays(400).toMillis());
                    History history = until(events.getOrDefault(customer.id(), List.of()), at);
                    Flip flip = new Explainer(evaluator)
                            .explain(profile, history, campaign, at)
                            .flip();
                    if (flip != null) {
                        byItself += flip.byItself() == History.NEVER ? 0 : 1;
                        changed += flip.changes().isEmpty() ? 0 : 1;
                        holds(evaluator, profile, history, campaign, at, flip);
                    }
                }
            }
        }
        assertThat(byItself).isGreaterThan(5);
        assertThat(changed).isGreaterThan(40);
    }

    private static void holds(
            Evaluator evaluator, Profile profile, History history, Campaign campaign, long at, Flip flip) {
        String what = profile.id() + " " + campaign.name() + " " + Instant.ofEpochMilli(at) + " " + flip;
        assertThat(entering(evaluator, profile, history.copy(), campaign, at))
                .as(what)
                .isEqualTo(flip.byItself());
        if (flip.changes().isEmpty()) {
            return;
        }
        assertThat(flip.then()).as(what).isLessThan(flip.byItself());
        assertThat(entering(evaluator, profile, changed(history, profile, campaign, at, flip.changes()), campaign, at))
                .as(what)
                .isEqualTo(flip.then());
        for (Change one : flip.changes()) {
            List<Change> others = new ArrayList<>(flip.changes());
            others.remove(one);
            assertThat(entering(evaluator, profile, changed(history, profile, campaign, at, others), campaign, at))
                    .as(what + " without " + one)
                    .isEqualTo(flip.byItself());
        }
    }

    /** Lives through every instant at which something can change; by hand, as the sweep does it. */
    private static long entering(Evaluator evaluator, Profile profile, History history, Campaign campaign, long at) {
        long now = at;
        long since = at;
        while (now <= at + AHEAD) {
            Evaluation evaluation = evaluator.evaluate(profile, history, since, now);
            for (Decision decision : evaluation.decisions()) {
                if (decision.outcome() == Outcome.ENTERED && decision.campaign().equals(campaign.name())) {
                    return now;
                }
            }
            evaluation.events().forEach(event -> Fold.apply(history, event));
            for (Decision decision : evaluation.decisions()) {
                boolean coupon = decision.intent() != null && decision.intent().coupon() != null;
                decision.events(coupon ? "code-" + decision.id() : null).forEach(event -> Fold.apply(history, event));
            }
            since = evaluation.changes() ? now : evaluation.next() - 1;
            now = evaluation.changes() ? now : evaluation.next();
        }
        return History.NEVER;
    }

    private static History changed(History history, Profile profile, Campaign campaign, long at, List<Change> changes) {
        History copy = history.copy();
        String trigger =
                campaign.trigger() instanceof io.rekindle.engine.rule.book.Trigger.OnEvent on ? on.event() : "";
        for (Change change : changes) {
            String name =
                    switch (change.kind()) {
                        case CASES_CLOSED -> "Case Closed";
                        case TAG_ADDED -> "Tag Added";
                        case VISITS -> "Page Viewed";
                        case ORDERS -> "Order Completed";
                        case EVENTS, CART -> change.what();
                        default -> throw new AssertionError("no shipped audience asks for " + change);
                    };
            long when = Event.keyOf(name).equals(trigger) ? at + 1 : at;
            long apart =
                    change.kind() == Change.Kind.VISITS ? Duration.ofMinutes(30).toMillis() : 1;
            if (change.kind() == Change.Kind.CASES_CLOSED) {
                history.openCases(at).forEach(id -> happens(copy, profile, name, when, Map.of("case_id", id)));
                continue;
            }
            for (int time = 0; time < change.count(); time++) {
                Map<String, Object> properties = change.kind() == Change.Kind.TAG_ADDED
                        ? Map.of("tag", change.what())
                        : Map.of("total", BigDecimal.valueOf(change.amount(), 2).toPlainString());
                happens(copy, profile, name, when - time * apart, properties);
            }
        }
        return copy;
    }

    private static void happens(
            History history, Profile profile, String name, long at, Map<String, Object> properties) {
        Fold.apply(history, new Event("new", profile.id(), name, Instant.ofEpochMilli(at), new TreeMap<>(properties)));
    }

    private static History until(List<Event> events, long at) {
        History history = new History();
        events.stream()
                .filter(event -> event.occurredAt().toEpochMilli() <= at)
                .forEach(event -> Fold.apply(history, event));
        return history;
    }

    private Map<CustomerId, List<Event>> events() {
        Map<CustomerId, List<Event>> events = new HashMap<>();
        shop.events().forEach(event -> events.computeIfAbsent(event.customer(), id -> new ArrayList<>())
                .add(event));
        for (ShopOrder order : shop.orders()) {
            var properties =
                    new TreeMap<String, Object>(Map.of("total", order.amount().toPlainString()));
            events.computeIfAbsent(order.customer(), id -> new ArrayList<>())
                    .add(new Event(order.id(), order.customer(), "Order Completed", order.at(), properties));
        }
        return events;
    }

    private static Profile profile(ShopCustomer customer) {
        Set<ChannelName> reachable =
                customer.contactPoints().stream().map(ContactPoint::channel).collect(Collectors.toSet());
        return new Profile(customer.id(), customer.zone(), customer.language(), reachable);
    }
}
