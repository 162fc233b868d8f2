package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.book.Trigger.Schedule;
import io.rekindle.engine.rule.book.Trigger.Schedule.Cadence;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pointed out in a book that can be used, and less common ways to write one. */
class WarningsTest {

    /** Without the line that repeats what the grid says of dormant customers: that is pointed out too. */
    private final TestBook book = TestBook.shipped()
            .replacing("campaigns/dormant-recall.yaml", "  - last order was 30 days ago or more\n", "");

    @Test
    void a_state_that_no_row_gives_is_pointed_out_where_a_campaign_asks_for_it() {
        book.replacing("lifecycle.csv", "dormant,Dormant", "lost,Dormant");

        assertThat(book.reading().book()).isPresent();
        assertThat(book.reading().problems())
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING));
        assertThat(book.problems())
                .containsExactly(
                        "campaigns/dormant-recall.yaml:5:5 No row of lifecycle.csv gives the state \"dormant\","
                                + " so nobody is in it.");
    }

    @Test
    void a_coupon_that_no_step_gives_is_pointed_out() {
        book.replacing("campaigns/cart-abandoned.yaml", " with coupon CART5", "");

        assertThat(book.problems()).containsExactly("coupons.csv A6 No step gives the coupon \"CART5\".");
    }

    @Test
    void a_template_in_one_language_is_pointed_out() {
        book.without("templates/welcome.email.zh.txt");

        assertThat(book.problems())
                .containsExactly("templates/welcome.email.en.txt This template has no Chinese counterpart"
                        + " templates/welcome.email.zh.txt.");
    }

    static Stream<Arguments> triggers() {
        return Stream.of(
                Arguments.of("every day at 9:30", new Schedule(Cadence.DAILY, 0, LocalTime.of(9, 30))),
                Arguments.of("every Monday at 09:30", new Schedule(Cadence.WEEKLY, 1, LocalTime.of(9, 30))),
                Arguments.of("every month on day 28 at 10:00", new Schedule(Cadence.MONTHLY, 28, LocalTime.of(10, 0))),
                Arguments.of("event Order Completed", new Trigger.OnEvent("order_completed", Span.NONE, false)),
                Arguments.of(
                        "2 weeks after event order_completed",
                        new Trigger.OnEvent("order_completed", new Span(2, ChronoUnit.WEEKS), false)));
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void a_campaign_can_be_triggered_by(String text, Trigger trigger) {
        book.replacing("campaigns/welcome.yaml", "event user_registered", text);

        assertThat(book.book().campaign("welcome").orElseThrow().trigger()).isEqualTo(trigger);
    }

    @Test
    void a_book_may_count_in_another_currency() {
        TestBook euros = TestBook.empty()
                .with("policy.yaml", "currency: EUR\ncost: {whatsapp: 0.0512 EUR}\n")
                .with("coupons.csv", "code,kind,value,valid\nX,amount,19.90 EUR,3 days\n");

        var read = euros.book();
        assertThat(read.policy().costMicros().values()).containsExactly(51_200L);
        assertThat(read.offers().get("X").value()).isEqualTo(1990);
        assertThat(read.offers().get("X").stock()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_channel_that_the_policy_names_can_be_sent_to() {
        book.replacing("policy.yaml", "cost: {sms: 0.08 CNY,", "cost: {whatsapp: 0.05 CNY, sms: 0.08 CNY,")
                .replacing("campaigns/welcome.yaml", "send email welcome", "send whatsapp hi")
                .without("templates/welcome.email.en.txt")
                .without("templates/welcome.email.zh.txt")
                .with("templates/hi.whatsapp.en.txt", "Hi")
                .with("templates/hi.whatsapp.zh.txt", "您好");

        assertThat(book.problems()).isEmpty();
    }
}
