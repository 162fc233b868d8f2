package io.rekindle.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Change.Kind;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.drools.Release;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What would let a customer in or a message out, under the rule book that ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatWouldChangeItTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String NOON = "2026-03-10T12:00";

    /** In no campaign's holdout. */
    private Profile profile = somebody("nobody yet");

    private Evaluator evaluator = new Evaluator(Release.compile(TestBook.empty().book()));
    private History history = new History();
    private final List<Decision> decided = new ArrayList<>();
    private int events;

    @BeforeAll
    void compile() {
        evaluator.close();
        evaluator = new Evaluator(Release.compile(TestBook.shipped().book()));
        profile = IntStream.range(0, 1000)
                .mapToObj(number -> somebody("c" + number))
                .filter(one -> evaluator.release().book().campaigns().stream()
                        .noneMatch(campaign -> Admission.inHoldout(campaign, one.id())))
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void nothing_happened_yet() {
        history = new History();
        decided.clear();
    }

    @AfterAll
    void close() {
        evaluator.close();
    }

    @Test
    void a_dormant_customer_with_an_open_refund_enters_at_the_next_strike_once_it_is_closed() {
        orders("2026-01-24T10:00");
        happens("Refund Requested", "2026-03-08T10:00", Map.of("order_id", "o1"));

        Flip flip = entering("dormant-recall", NOON);

        assertThat(flip.changes()).containsExactly(Change.of(Kind.CASES_CLOSED, ""));
        assertThat(at(flip.then())).isEqualTo("2026-03-11T10:00");
        assertThat(flip.byItself()).isEqualTo(History.NEVER);
        assertThat(FlipWords.ofEntering("en", "CNY", ZONE).of(flip))
                .containsExactly("enters 11 Mar 2026 10:00 when the open refund or complaint is closed");
        assertThat(FlipWords.ofEntering("zh", "CNY", ZONE).of(flip))
                .containsExactly("若进行中的退款或投诉结束，将于 2026年3月11日 10:00 进入");
    }

    @Test
    void a_customer_of_29_days_enters_by_itself_at_the_next_strike_after_midnight() {
        orders("2026-02-09T23:00");

        Flip flip = entering("dormant-recall", "2026-03-10T23:59");

        assertThat(at(flip.byItself())).isEqualTo("2026-03-11T10:00");
        assertThat(flip.changes()).isEmpty();
        assertThat(FlipWords.ofEntering("en", "CNY", ZONE).of(flip))
                .containsExactly("enters 11 Mar 2026 10:00 by itself, if nothing new happens");
    }

    @Test
    void a_cart_worth_enough_enters_at_once() {
        happens("User Registered", "2026-03-01T10:00", Map.of());

        Flip flip = entering("cart-abandoned", NOON);

        assertThat(flip.changes()).containsExactly(Change.worth(Kind.CART, "cart_abandoned", 99_00));
        assertThat(flip.then()).isEqualTo(millis(NOON) + 1);
    }

    @Test
    void two_changes_are_named_together_where_one_does_not_suffice() {
        orders("2026-03-01T10:00");
        happens("Refund Requested", "2026-03-08T10:00", Map.of("order_id", "o1"));

        Flip flip = entering("churn-risk", NOON);

        assertThat(flip.changes())
                .containsExactly(Change.of(Kind.CASES_CLOSED, ""), Change.of(Kind.TAG_ADDED, "sentiment_negative"));
        assertThat(at(flip.then())).isEqualTo("2026-03-11T09:30");
    }

    @Test
    void an_audience_asked_by_an_event_would_have_let_in_had_the_refund_been_closed_by_then() {
        orders("2026-03-03T12:00");
        happens("Refund Requested", "2026-03-08T10:00", Map.of("order_id", "o1"));
        long at = millis(NOON);

        Decision refused = evaluator.evaluate(profile, history, at - 1, at).decisions().stream()
                .filter(one -> one.campaign().equals("cross-sell-7d"))
                .findFirst()
                .orElseThrow();

        assertThat(refused.flip()).isEqualTo(new Flip(History.NEVER, List.of(Change.of(Kind.CASES_CLOSED, "")), at));
    }

    @Test
    void a_message_over_the_cap_would_leave_when_the_stretch_is_over() {
        orders("2026-01-24T10:00");
        happens("Tag Added", "2026-02-01T10:00", Map.of("tag", "sentiment_negative"));
        for (String topic : List.of("push_opt_in", "marketing_sms", "marketing_email")) {
            happens("Consent Granted", "2026-02-01T10:00", Map.of("topic", topic));
        }
        live("2026-03-10T09:30");
        live("2026-03-10T10:00");

        Decision refused = decided.stream()
                .filter(one ->
                        one.campaign().equals("dormant-recall") && one.step().equals("d30"))
                .findFirst()
                .orElseThrow();

        assertThat(refused.reason()).isEqualTo(Reason.FREQUENCY_CAP);
        Flip flip = Objects.requireNonNull(refused.flip());
        assertThat(at(flip.byItself())).isEqualTo("2026-03-11T09:30");
        assertThat(passes(refused, flip.byItself())).isTrue();
        assertThat(passes(refused, flip.byItself() - 1)).isFalse();
        assertThat(flip.changes()).isEmpty();
        assertThat(FlipWords.ofMessage("en", "CNY", ZONE).of(flip))
                .containsExactly("leaves 11 Mar 2026 09:30 by itself, if nothing new happens");
    }

    @Test
    void a_message_without_consent_would_leave_once_it_is_given() {
        orders("2026-01-24T10:00");
        live("2026-03-10T10:00");

        Decision refused = decided.stream()
                .filter(one -> one.step().equals("d30"))
                .findFirst()
                .orElseThrow();

        assertThat(refused.flip())
                .isEqualTo(new Flip(
                        History.NEVER,
                        List.of(Change.of(Kind.CONSENT_GIVEN, "push_opt_in")),
                        millis("2026-03-10T10:00")));
    }

    @Test
    void a_prospect_who_does_not_come_by_any_more_enters_after_a_visit() {
        happens("User Registered", "2026-01-01T10:00", Map.of());

        Flip flip = entering("first-order-coupon", NOON);

        assertThat(flip.changes()).containsExactly(Change.of(Kind.VISITS, ""));
        assertThat(at(flip.then())).isEqualTo("2026-03-11T10:00");
    }

    @Test
    void what_nothing_can_undo_is_said_to_be_so() {
        orders("2026-03-01T10:00");
        orders("2026-03-02T10:00");

        Flip flip = entering("cross-sell-7d", "2026-03-10T12:00");

        assertThat(flip.found()).isFalse();
        assertThat(FlipWords.ofEntering("en", "CNY", ZONE).of(flip))
                .containsExactly("nothing known would change this within 400 days");
    }

    @Test
    void a_refused_audience_carries_its_answer_and_decides_again_to_the_same_bytes() {
        happens("User Registered", "2026-01-01T10:00", Map.of());
        happens("Cart Abandoned", NOON, Map.of("value", "98.99"));
        long at = millis(NOON);

        Decision refused = evaluator.evaluate(profile, history, at - 1, at).decisions().stream()
                .filter(one -> one.campaign().equals("cart-abandoned"))
                .findFirst()
                .orElseThrow();

        assertThat(refused.flip())
                .isEqualTo(new Flip(History.NEVER, List.of(Change.worth(Kind.CART, "cart_abandoned", 99_00)), at + 1));
        assertThat(new String(refused.toBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"would_change\":{\"changes\":[{\"change\":\"cart\",\"what\":\"cart_abandoned\"");
        assertThat(Replay.givesTheSame(
                        evaluator,
                        new Replay.Stored(
                                profile,
                                History.fromBytes(history.toBytes()),
                                at - 1,
                                at,
                                refused.id(),
                                new String(refused.toBytes(), java.nio.charset.StandardCharsets.UTF_8))))
                .isTrue();
    }

    @Test
    void what_is_known_of_the_future_does_not_count_as_nothing_new() {
        orders("2026-01-24T10:00");
        happens("Refund Requested", "2026-03-08T10:00", Map.of("order_id", "o1"));
        happens("Order Refunded", "2026-03-12T10:00", Map.of("order_id", "o1"));

        assertThat(entering("dormant-recall", NOON).byItself()).isEqualTo(History.NEVER);
    }

    private boolean passes(Decision refused, long at) {
        Campaign campaign =
                evaluator.release().book().campaign(refused.campaign()).orElseThrow();
        Step step = campaign.steps().stream()
                .filter(one -> one.name().equals(refused.step()))
                .findFirst()
                .orElseThrow();
        Facts facts = evaluator.facts(profile, history, at);
        String touchpoint = Decision.touchpointId(refused.entry(), refused.step());
        return evaluator
                .steps()
                .judgeFully(facts, campaign, step, touchpoint)
                .refusal()
                .isEmpty();
    }

    /** Evaluates at the instant until nothing changes any more. */
    private void live(String at) {
        long now = millis(at);
        long since = now - 1;
        Evaluation evaluation = evaluator.evaluate(profile, history, since, now);
        while (evaluation.changes()) {
            decided.addAll(evaluation.decisions());
            Future.settle(history, evaluation);
            evaluation = evaluator.evaluate(profile, history, now, now);
        }
    }

    private Flip entering(String campaign, String at) {
        Explanation explanation = new Explainer(evaluator)
                .explain(
                        profile,
                        history,
                        evaluator.release().book().campaign(campaign).orElseThrow(),
                        millis(at));
        return Objects.requireNonNull(explanation.flip());
    }

    private void orders(String at) {
        happens("Order Completed", at, Map.of("total", "120"));
    }

    private void happens(String name, String at, Map<String, Object> properties) {
        Fold.apply(
                history,
                new Event(
                        "e" + ++events,
                        profile.id(),
                        name,
                        Instant.ofEpochMilli(millis(at)),
                        new TreeMap<>(properties)));
    }

    private static Profile somebody(String id) {
        return new Profile(
                new CustomerId(id), ZONE, "en", Set.of(ChannelName.EMAIL, ChannelName.SMS, ChannelName.PUSH));
    }

    private static long millis(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
    }

    private static String at(long instant) {
        return Instant.ofEpochMilli(instant).atZone(ZONE).toLocalDateTime().toString();
    }
}
