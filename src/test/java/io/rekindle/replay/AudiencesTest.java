package io.rekindle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.decision.AudienceCount;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.FreshDatabase;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class AudiencesTest {

    private static final String JANUARY = "2026-01-05T10:00:00Z";
    private static final String MARCH = "2026-03-20T10:00:00Z";

    private final SmallShop shop;

    AudiencesTest(DataSource database) {
        this.shop = new SmallShop(database, Map.of());
    }

    /** Ten ordered in January, four of them in March too; two of these complained. Three never ordered. */
    @BeforeEach
    void customers() {
        for (int index = 0; index < 10; index++) {
            shop.happens("c" + index, "Order Completed", JANUARY, "order_id", "a" + index, "total", 50);
        }
        for (int index = 0; index < 4; index++) {
            shop.happens("c" + index, "Order Completed", MARCH, "order_id", "b" + index, "total", 50);
        }
        for (int index = 0; index < 2; index++) {
            shop.happens("c" + index, "Refund Requested", MARCH, "order_id", "b" + index);
        }
        for (int index = 10; index < 13; index++) {
            shop.happens("c" + index, "User Registered", JANUARY);
        }
    }

    @Test
    void count_each_line_over_everybody_who_is_there() {
        AudienceCount count = counted(
                        "every day at 10:00",
                        "  - has ordered 1 times or more",
                        "  - last order was 30 days ago or less",
                        "  - has no open refund or complaint")
                .counts()
                .get(0);

        assertThat(count.asked()).isEqualTo(13);
        assertThat(count.size()).isEqualTo(2);
        assertThat(count.clauses()).extracting(AudienceCount.ClauseCount::left).containsExactly(10L, 4L, 2L);
        assertThat(count.clauses())
                .extracting(AudienceCount.ClauseCount::removes)
                .containsExactly(0L, 6L, 2L);
    }

    @Test
    void point_out_lines_that_do_nothing() {
        List<Problem> warnings = counted(
                        "every day at 10:00",
                        "  - has ordered 1 times or more",
                        "  - any of:",
                        "    - last order was 30 days ago or less",
                        "    - has ordered 2 times or more")
                .warnings();

        assertThat(warnings)
                .extracting(warning -> warning.place() + " " + warning.code())
                .containsExactly(
                        "campaigns/one.yaml:5:5 line-removes-nobody",
                        "campaigns/one.yaml:7:7 line-adds-nobody",
                        "campaigns/one.yaml:8:7 line-adds-nobody");
        assertThat(warnings.get(0).message())
                .isEqualTo("This line removes nobody: without it the audience has the same 4 customers.");
    }

    @Test
    void say_that_nobody_is_in_an_audience() {
        assertThat(counted("every day at 10:00", "  - has ordered 3 times or more")
                        .warnings())
                .extracting(warning -> warning.code() + " " + warning.message())
                .containsExactly("empty-audience Nobody of 13 customers is in this audience.");
    }

    @Test
    void ask_only_customers_who_had_the_event_of_an_events_campaign() {
        AudienceCount count = counted("event refund_requested", "  - has ordered 2 times or more")
                .counts()
                .get(0);
        assertThat(count.asked()).isEqualTo(2);
        assertThat(count.size()).isEqualTo(2);
    }

    @Test
    void tell_of_an_audience_that_a_campaign_before_it_shares() {
        RuleBook book = Books.of(Map.of(
                "campaigns/one.yaml", campaign("one", "every day at 10:00", "  - has ordered 1 times or more"),
                "campaigns/two.yaml", campaign("two", "every day at 10:00", "  - has ordered 2 times or more"),
                "policy.yaml", "timezone: UTC\npriority: [two, one]\n",
                "templates/hello.email.en.txt", "Hello\n\nGood to have you here.",
                "templates/hello.email.zh.txt", "您好\n\n欢迎。"));
        Audiences audiences = Audiences.of(shop.database(), book, SmallShop.millis(MARCH), read -> {});

        assertThat(audiences.counts()).extracting(AudienceCount::campaign).containsExactly("two", "one");
        assertThat(audiences.warnings())
                .filteredOn(warning -> warning.code().equals("overlap"))
                .extracting(Problem::message)
                .containsExactly(
                        "4 of the 10 customers in this audience are also in that of \"two\", which goes first.");
    }

    private Audiences counted(String trigger, String... audience) {
        RuleBook book = Books.of(Map.of(
                "campaigns/one.yaml", campaign("one", trigger, audience),
                "templates/hello.email.en.txt", "Hello\n\nGood to have you here.",
                "templates/hello.email.zh.txt", "您好\n\n欢迎。"));
        return Audiences.of(shop.database(), book, SmallShop.millis(MARCH), read -> {});
    }

    private static String campaign(String name, String trigger, String... audience) {
        return """
                campaign: %s
                name: 活动 | Campaign
                trigger: %s
                audience:
                %s
                steps:
                  - hello: at once, send email hello
                """.formatted(name, trigger, String.join("\n", audience));
    }
}
