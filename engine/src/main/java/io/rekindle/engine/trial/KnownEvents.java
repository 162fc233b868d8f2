package io.rekindle.engine.trial;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Trigger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The events a test may speak of: those that mean something to Rekindle, and those that some rule of the book speaks of. */
final class KnownEvents {

    private static final List<String> OF_REKINDLE = List.of(
            "user_registered",
            "order_completed",
            "order_refunded",
            "refund_requested",
            "case_opened",
            "case_closed",
            "tag_added",
            "tag_removed",
            "traits_changed",
            "consent_granted",
            "consent_withdrawn",
            "unsubscribed",
            "page_viewed",
            "product_viewed",
            "screen_viewed",
            "application_opened",
            "session_started",
            "cart_abandoned",
            "cart_updated",
            "cart_viewed",
            "checkout_started",
            "lifecycle_changed",
            "coupon_issued");

    private KnownEvents() {}

    static Set<String> of(RuleBook book) {
        Set<String> events = new TreeSet<>(OF_REKINDLE);
        book.hooks().values().forEach(hook -> events.add(Event.keyOf(hook.event())));
        for (Campaign campaign : book.campaigns()) {
            if (campaign.trigger() instanceof Trigger.OnEvent onEvent) {
                events.add(onEvent.event());
            }
            Campaign.Goal goal = campaign.goal();
            if (goal != null) {
                events.add(goal.event());
            }
        }
        lines(book)
                .flatMap(line -> line.condition().questions())
                .map(Condition.Question::arguments)
                .flatMap(List::stream)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> text.equals(Event.keyOf(text)))
                .forEach(events::add);
        return events;
    }

    private static Stream<Line> lines(RuleBook book) {
        Stream<Clause> ofCampaigns = book.campaigns().stream().flatMap(one -> Stream.of(
                        one.audience().stream(),
                        one.exits().stream(),
                        one.steps().stream().flatMap(step -> step.conditions().stream()))
                .flatMap(clauses -> clauses));
        Stream<Clause> ofSegments = book.segments().values().stream().flatMap(one -> one.clauses().stream());
        return Stream.of(ofCampaigns, ofSegments, book.policy().neverContact().stream())
                .flatMap(clauses -> clauses)
                .flatMap(clause -> clause.lines().stream());
    }
}
