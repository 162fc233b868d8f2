package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.TestBook;
import org.junit.jupiter.api.Test;

/** What an author reads when a grid, a policy, a layout or a whole file is wrong. */
class MistakesInFilesTest {

    private static final String DORMANT = "campaigns/dormant-recall.yaml";

    private final TestBook book = TestBook.shipped();

    @Test
    void a_cell_of_the_lifecycle_grid() {
        book.replacing("lifecycle.csv", "30..119", "30..x").replacing("lifecycle.csv", "loyal,", "loial,");

        assertThat(book.problems())
                .contains("lifecycle.csv E4 \"x\" should be a whole number, like 30.")
                .contains("lifecycle.csv A6 There is no lifecycle state \"loial\". Did you mean \"loyal\"?");
    }

    @Test
    void a_column_that_does_not_exist() {
        book.replacing("lifecycle.csv", "days_since_order", "days_since_orders");

        assertThat(book.problems())
                .containsExactly("lifecycle.csv E1 \"days_since_orders\" is not a column of lifecycle.csv."
                        + " Did you mean \"days_since_order\"?");
    }

    @Test
    void a_cell_of_the_coupons() {
        book.replacing("coupons.csv", "percent", "procent").replacing("coupons.csv", "20 CNY,99 CNY", "20 CNY,99");

        assertThat(book.problems())
                .contains("coupons.csv B6 \"procent\" is not a kind of coupon: amount, percent or shipping."
                        + " Did you mean \"percent\"?")
                .contains("coupons.csv D2 \"99\" should be an amount of money, like 99 CNY.");
    }

    @Test
    void a_file_in_the_wrong_place() {
        book.with("campaign/x.yaml", "campaign: x");

        assertThat(book.problems())
                .containsExactly("campaign/x.yaml A rule book has no such file. Did you mean \"campaigns/\"?");
    }

    @Test
    void a_policy_that_puts_an_unknown_campaign_first() {
        book.replacing("policy.yaml", "[churn-risk,", "[chrun-risk,");

        assertThat(book.problems())
                .containsExactly("policy.yaml:9:12 There is no campaign \"chrun-risk\". Did you mean \"churn-risk\"?");
    }

    @Test
    void a_zone_that_does_not_exist() {
        book.replacing("policy.yaml", "Asia/Shanghai", "Asia/Shangai");

        assertThat(book.problems())
                .containsExactly("policy.yaml:1:26 There is no time zone \"Asia/Shangai\"."
                        + " Did you mean \"Asia/Shanghai\"?");
    }

    @Test
    void a_tab_at_the_start_of_a_line() {
        book.replacing(DORMANT, "  - last order", "\t- last order");

        assertThat(book.problems()).containsExactly(DORMANT + ":6:1 This line starts with a tab. Use spaces.");
    }

    @Test
    void references_and_tags_of_yaml_are_refused() {
        book.with("segments.yaml", "a: &x\n  all of: [minor]\nb: *x\n");
        assertThat(book.problems())
                .contains(
                        "segments.yaml:1:4 \"&\" and \"*\" references are not used in rule files: write the value out.");

        book.with("segments.yaml", "a: !!java.net.URL [\"http://localhost\"]\n");
        assertThat(book.problems())
                .contains("segments.yaml:1:4 \"!\" tags are not used in rule files. Put the value in quotes.");
    }

    @Test
    void a_bomb_of_references_is_refused_at_its_first_one() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]%n".formatted(level, level - 1));
        }
        book.with("segments.yaml", bomb.toString());

        assertThat(book.reading().errors()).hasSize(1);
    }

    @Test
    void nesting_without_end_is_refused() {
        book.with("segments.yaml", "a: " + "[".repeat(10_000));

        assertThat(book.problems()).singleElement().asString().contains("nested too deeply");
    }

    @Test
    void full_width_signs_of_a_chinese_keyboard_are_read_as_what_they_mean() {
        book.replacing(DORMANT, "was 30 days", "was ３０　days");

        assertThat(book.reading().problems()).isEmpty();
    }

    @Test
    void a_mistake_after_full_width_signs_is_shown_where_it_stands() {
        book.replacing(
                DORMANT,
                "at once, send push recall-price with coupon BACK15",
                "at once， send push recall-price with coupon ＢＡＣＫ51");

        assertThat(book.problems())
                .contains(DORMANT + ":16:56 There is no coupon \"ＢＡＣＫ51\" in coupons.csv. Did you mean \"BACK15\"?");
    }

    @Test
    void a_consent_for_a_channel_that_does_not_exist() {
        book.replacing("policy.yaml", "push: push_opt_in", "pusch: push_opt_in");

        assertThat(book.problems())
                .containsExactly("policy.yaml:11:55 \"pusch\" is neither a channel nor \"profiling\"."
                        + " Did you mean \"push\"?");
    }

    @Test
    void profiling_is_a_purpose_and_no_channel() {
        assertThat(book.book().policy().consent().keySet())
                .extracting(ChannelName::value)
                .containsExactlyInAnyOrder("sms", "email", "push");
    }
}
