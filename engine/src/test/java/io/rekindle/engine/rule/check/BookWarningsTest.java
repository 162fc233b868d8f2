package io.rekindle.engine.rule.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is pointed out in campaigns that can run. */
class BookWarningsTest {

    private static final String DORMANT = "campaigns/dormant-recall.yaml";
    private static final String GIFT = "campaigns/first-order-coupon.yaml";

    private final TestBook book = TestBook.shipped();

    private List<String> warnings(String code) {
        assertThat(book.reading().errors()).isEmpty();
        return book.reading().warnings().stream()
                .filter(problem -> problem.code().equals(code))
                .map(Problem::toString)
                .toList();
    }

    @Test
    void a_line_that_the_lifecycle_grid_says_already() {
        assertThat(warnings("redundant-line"))
                .containsExactly(
                        DORMANT + ":6:5 This line removes nobody: \"lifecycle is dormant\" (lifecycle.csv, row 4)"
                                + " says so already.");
    }

    @Test
    void a_line_just_beyond_what_the_grid_says_is_none_of_those() {
        book.replacing(DORMANT, "last order was 30 days", "last order was 31 days");

        assertThat(warnings("redundant-line")).isEmpty();
    }

    @Test
    void a_line_that_a_stricter_one_makes_idle_and_one_said_twice() {
        book.replacing(
                GIFT, "visited in the last 7 days", "visited in the last 7 days\n  - visited in the last 30 days");
        book.replacing(
                "campaigns/cross-sell-7d.yaml",
                "has ordered exactly once",
                "has ordered exactly once\n  - has tag vip\n  - has tag vip");

        assertThat(warnings("redundant-line"))
                .contains(
                        "campaigns/cross-sell-7d.yaml:7:5 This line removes nobody: \"has tag vip\" says so already.",
                        GIFT + ":8:5 This line removes nobody: \"visited in the last 7 days\" says so already.")
                .hasSize(3);
    }

    @Test
    void an_audience_that_excludes_itself() {
        book.replacing(DORMANT, "last order was 30 days ago or more", "last order was 10 days ago or less");

        assertThat(warnings("impossible-audience"))
                .containsExactly(
                        DORMANT + ":6:5 Nobody can be in this audience: \"lifecycle is dormant\" (lifecycle.csv,"
                                + " row 4) excludes \"last order was 10 days ago or less\".");
    }

    @Test
    void an_audience_that_excludes_itself_by_first_match() {
        book.replacing(DORMANT, "last order was 30 days ago or more", "lifecycle is active")
                .replacing(GIFT, "visited in the last 7 days", "has ordered 2 times or more");

        assertThat(warnings("impossible-audience")).hasSize(2).anyMatch(one -> one.startsWith(GIFT + ":7:5"));
    }

    @Test
    void a_segment_that_excludes_itself() {
        book.replacing("segments.yaml", "    - has tag baby", "    - has never ordered");

        assertThat(warnings("impossible-audience"))
                .containsExactly("segments.yaml:10:7 Nobody can be in this segment: \"lifecycle is dormant\""
                        + " (lifecycle.csv, row 4) excludes \"has never ordered\".");
    }

    @Test
    void a_reminder_before_the_coupon_is_given() {
        book.replacing(GIFT, "1 day before the coupon expires", "8 days before the coupon expires");

        assertThat(warnings("reminder-before-coupon"))
                .containsExactly(
                        GIFT + ":15 The coupon NEW20 is valid for 7 days, so this time before it expires is past"
                                + " when the coupon is given.");
        book.replacing(GIFT, "8 days before", "7 days before");
        assertThat(warnings("reminder-before-coupon")).isEmpty();
    }

    @Test
    void a_reminder_after_the_coupon_has_expired() {
        book.replacing(GIFT, "1 day before the coupon expires", "7 days later");

        assertThat(warnings("reminder-after-expiry"))
                .containsExactly(
                        GIFT + ":15 The coupon NEW20 is valid for 7 days: it has expired when this step is due, so"
                                + " the step never sends.");
        book.replacing(GIFT, "7 days later", "6 days later");
        assertThat(warnings("reminder-after-expiry")).isEmpty();
        assertThat(warnings("coupon-outlives-reminder")).isEmpty();
    }

    @Test
    void a_coupon_that_lives_on_long_after_its_last_reminder() {
        book.replacing(GIFT, "1 day before the coupon expires", "2 days later");

        assertThat(warnings("coupon-outlives-reminder"))
                .containsExactly(
                        GIFT + ":15 The coupon NEW20 is valid for 7 days, and its last reminder comes 5 days before"
                                + " it expires. Remind of it nearer to its end, like \"2 days before the coupon expires\".");
    }

    @Test
    void a_step_that_nobody_reaches() {
        book.replacing(DORMANT, "A 50%, B 50%", "A 100%, B 0%")
                .replacing(DORMANT, "  - d30 B:", "  - more B: 3 days after d30, send push recall-price\n  - d30 B:");

        assertThat(warnings("step-never-reached"))
                .contains(DORMANT + ":18 Nobody reaches this step: variant B has 0% of the customers.");
    }

    @Test
    void a_step_that_waits_for_one_of_another_variant() {
        book.replacing(DORMANT, "  - d30 B:", "  - hint A: 3 days later, send push recall-price\n  - d30 B:")
                .replacing(DORMANT, "  - d60: 30 days after d30", "  - d60 B: 30 days after hint");

        assertThat(warnings("step-never-reached"))
                .containsExactly(
                        DORMANT + ":20 Nobody reaches this step: the step it comes after is not taken in variant B.");
    }

    @Test
    void a_campaign_that_the_priorities_forgot() {
        book.replacing("policy.yaml", ", welcome]", "]");

        assertThat(warnings("no-priority"))
                .containsExactly(
                        "campaigns/welcome.yaml:1 The list \"priority\" of policy.yaml lacks \"welcome\": it comes"
                                + " after all campaigns that are named there.");
    }

    @Test
    void a_template_that_no_step_sends() {
        book.with("templates/old-news.sms.en.txt", "Hi").with("templates/old-news.sms.zh.txt", "您好");

        assertThat(warnings("unused-template"))
                .containsExactly("templates/old-news.sms.en.txt No step sends the template \"old-news.sms\".");
    }
}
