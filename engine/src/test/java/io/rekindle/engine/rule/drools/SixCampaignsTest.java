package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.fact.LifecycleState.CHURN_RISK;
import static io.rekindle.engine.fact.LifecycleState.DORMANT;
import static io.rekindle.engine.fact.LifecycleState.PROSPECT;
import static io.rekindle.engine.rule.Shopper.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Step.Timing;
import io.rekindle.engine.rule.book.Trigger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The rule book that ships: what its six campaigns and its policy say, and whom they want. */
class SixCampaignsTest {

    private static final Release RELEASE = Release.compile(TestBook.shipped().book());
    private static final RuleSession SESSION = RELEASE.open();

    @AfterAll
    static void close() {
        SESSION.close();
    }

    private static Campaign campaign(String name) {
        return RELEASE.book().campaign(name).orElseThrow();
    }

    private static boolean wants(String campaign, Shopper shopper) {
        return ask(shopper, RELEASE.audience(campaign(campaign)));
    }

    private static boolean ask(Shopper shopper, int question) {
        BitSet asked = new BitSet();
        asked.set(question);
        return SESSION.ask(shopper.facts(), asked).get(question);
    }

    @Test
    void dormant_recall_wants_the_dormant_without_an_open_case() {
        assertThat(wants("dormant-recall", somebody().is(DORMANT).ordered(45))).isTrue();
        assertThat(wants("dormant-recall", somebody().is(DORMANT).ordered(29))).isFalse();
        assertThat(wants("dormant-recall", somebody().ordered(45))).isFalse();
        assertThat(wants("dormant-recall", somebody().is(DORMANT).ordered(45).did("Case Opened", 1, Map.of())))
                .isFalse();
    }

    @Test
    void churn_risk_wants_either_of_two_kinds_of_customers() {
        assertThat(wants("churn-risk", somebody().is(CHURN_RISK))).isTrue();
        assertThat(wants("churn-risk", somebody().tagged("sentiment_negative"))).isTrue();
        assertThat(wants("churn-risk", somebody())).isFalse();
        assertThat(wants("churn-risk", somebody().is(CHURN_RISK).did("Refund Requested", 1, Map.of())))
                .isFalse();
    }

    @Test
    void the_other_four_want_whom_they_say() {
        assertThat(wants("welcome", somebody().registered(0))).isTrue();
        assertThat(wants("welcome", somebody().ordered(0))).isFalse();
        assertThat(wants(
                        "first-order-coupon",
                        somebody().is(PROSPECT).registered(3).visited(7)))
                .isTrue();
        assertThat(wants(
                        "first-order-coupon",
                        somebody().is(PROSPECT).registered(2).visited(1)))
                .isFalse();
        assertThat(wants("cross-sell-7d", somebody().ordered(7))).isTrue();
        assertThat(wants("cross-sell-7d", somebody().ordered(7).ordered(1))).isFalse();
        assertThat(wants("cart-abandoned", somebody().did("Cart Abandoned", 0, Map.of("value", "99"))))
                .isTrue();
        assertThat(wants("cart-abandoned", somebody().did("Cart Abandoned", 0, Map.of("value", "98"))))
                .isFalse();
    }

    @Test
    void steps_without_conditions_have_no_question() {
        Campaign campaign = campaign("dormant-recall");
        assertThat(campaign.steps())
                .extracting(step -> RELEASE.step(campaign, step) >= 0)
                .containsExactly(false, false, true, false);
    }

    @Test
    void a_step_is_skipped_where_its_condition_does_not_hold() {
        Campaign campaign = campaign("dormant-recall");
        int remind = RELEASE.step(campaign, campaign.steps().get(2));

        assertThat(ask(somebody().entered(5).given("BACK15", 3), remind)).isTrue();
        assertThat(ask(
                        somebody().entered(5).given("BACK15", 3).did("Coupon Redeemed", 0, Map.of("code", "C1")),
                        remind))
                .isFalse();
    }

    @Test
    void an_order_ends_a_recall() {
        int exit = RELEASE.exit(campaign("dormant-recall"), 0);

        assertThat(ask(somebody().entered(5).ordered(1), exit)).isTrue();
        assertThat(ask(somebody().ordered(45).entered(5), exit)).isFalse();
    }

    @Test
    void triggers_are_read() {
        LocalTime ten = LocalTime.of(10, 0);
        assertThat(campaign("dormant-recall").trigger())
                .isEqualTo(new Trigger.Schedule(Trigger.Schedule.Cadence.DAILY, 0, ten));
        assertThat(campaign("welcome").trigger()).isEqualTo(new Trigger.OnEvent("user_registered", Span.NONE, false));
        assertThat(campaign("cross-sell-7d").trigger())
                .isEqualTo(new Trigger.OnEvent("order_completed", new Span(7, ChronoUnit.DAYS), false));
        assertThat(campaign("cart-abandoned").trigger())
                .isEqualTo(new Trigger.OnEvent("cart_abandoned", Span.NONE, true));
    }

    @Test
    void the_settings_of_a_campaign_are_read() {
        Campaign campaign = campaign("dormant-recall");

        assertThat(campaign.label().en()).isEqualTo("Dormant recall 30/60");
        assertThat(campaign.label().zh()).isEqualTo("沉睡召回 30/60 天");
        assertThat(campaign.reEntry()).isEqualTo(new Span(90, ChronoUnit.DAYS));
        assertThat(campaign.goal()).isEqualTo(new Campaign.Goal("order_completed", new Span(14, ChronoUnit.DAYS)));
        assertThat(campaign.holdoutBasisPoints()).isEqualTo(1000);
        assertThat(campaign.budget()).isEqualTo(5_000_000L);
        assertThat(campaign.variants())
                .containsExactly(new Campaign.Variant("A", 5000), new Campaign.Variant("B", 5000));
        assertThat(campaign.steps()).extracting(Step::name).containsExactly("d30", "d30", "remind", "d60");
        assertThat(campaign.steps()).extracting(Step::variant).containsExactly("A", "B", null, null);
        assertThat(campaign.steps())
                .extracting(Step::timing)
                .containsExactly(
                        new Timing.AtOnce(),
                        new Timing.AtOnce(),
                        new Timing.BeforeCouponExpires(new Span(2, ChronoUnit.DAYS)),
                        new Timing.After(new Span(30, ChronoUnit.DAYS), "d30"));
        assertThat(campaign.steps()).extracting(Step::coupon).containsExactly("BACK15", "SHIPFREE", null, "BACK25");
    }

    @Test
    void the_policy_is_read() {
        Policy policy = RELEASE.book().policy();

        assertThat(policy.zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(policy.useCustomerZone()).isTrue();
        assertThat(policy.quiet()).isEqualTo(new Policy.QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)));
        assertThat(policy.holdWhenQuiet()).isTrue();
        assertThat(policy.caps())
                .containsExactly(
                        new Policy.Cap(null, 3, new Span(7, ChronoUnit.DAYS)),
                        new Policy.Cap(ChannelName.SMS, 1, new Span(3, ChronoUnit.DAYS)),
                        new Policy.Cap(ChannelName.PUSH, 1, new Span(1, ChronoUnit.DAYS)));
        assertThat(policy.priority())
                .startsWith("churn-risk")
                .endsWith("welcome")
                .hasSize(6);
        assertThat(policy.noSendDays()).contains(LocalDate.of(2026, 4, 5));
        assertThat(policy.consent()).containsEntry(ChannelName.SMS, "marketing_sms");
        assertThat(policy.monthBudget()).isEqualTo(20_000_000L);
        assertThat(policy.monthWarnPercent()).isEqualTo(80);
        assertThat(policy.costMicros()).containsEntry(ChannelName.EMAIL, 4_000L);
        assertThat(policy.neverContact())
                .extracting(Line::text)
                .containsExactly("has an open refund", "unsubscribed", "minor");
        assertThat(ask(somebody().did("Unsubscribed", 1, Map.of()), RELEASE.neverContact(1)))
                .isTrue();
    }

    @Test
    void what_a_line_saw_is_said_in_words() {
        Facts facts = somebody()
                .was(LifecycleState.DORMANT, 12)
                .is(DORMANT)
                .ordered(41)
                .visitedTimes(16, 40)
                .visitedTimes(7, 3)
                .did("Case Opened", 8, Map.of())
                .facts();

        assertThat(campaign("dormant-recall").audience())
                .extracting(clause -> Seen.describe(facts, clause.lines().get(0)))
                .containsExactly("dormant since 3 Jun", "41 days, on 5 May", "1 open case since 7 Jun");
        assertThat(facts.horizon()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_same_book_prints_the_same_rules() {
        assertThat(Release.compile(TestBook.shipped().book()).drl()).isEqualTo(RELEASE.drl());
        assertThat(RELEASE.drl(campaign("dormant-recall")))
                .contains("rule \"dormant-recall audience\"")
                .contains("lifecycle == \"dormant\", openCases == 0L, daysSinceOrder(\">=\", 30L)")
                .doesNotContain("welcome");
        assertThat(TestBook.shipped().book().version())
                .isEqualTo(RELEASE.version())
                .hasSize(12)
                .isNotEqualTo(TestBook.shipped()
                        .replacing("coupons.csv", "15000", "15001")
                        .book()
                        .version());
    }

    @Test
    void a_hundred_thousand_customers_leave_nothing_behind() {
        BitSet all = new BitSet();
        RELEASE.book().campaigns().forEach(campaign -> all.set(RELEASE.audience(campaign)));
        Shopper shopper = somebody().ordered(45).visited(3);
        for (int customer = 0; customer < 100_000; customer++) {
            Facts facts = shopper.facts();
            facts.enterLifecycle(SESSION.lifecycle(facts));
            SESSION.ask(facts, all);
        }
        assertThat(SESSION.factCount()).isZero();
    }
}
