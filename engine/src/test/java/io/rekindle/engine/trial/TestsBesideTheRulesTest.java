package io.rekindle.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests beside the rules that are wrong, that fail, and that are missing. */
class TestsBesideTheRulesTest {

    private static final String FILE = "tests/dormant-recall.test.yaml";

    @Test
    void mistakes_in_a_test_are_named_with_their_place_and_the_nearest_right_thing() {
        assertThat(problems("""
                        - name: wrong
                          givn: {days_since_order: 45}
                          given: {lifecycle: dormnat, days_since_ordr: 45, consent: [pusch], orders: three, spend: 20 EUR}
                          events:
                            - 3 days agoo: page_viewed
                            - 3 days ago: page_veiwed
                            - after 2 days: opens d03
                            - after 2 days: uses BACK51
                          expect:
                            - entres dormant-recall
                            - enters dormant-recal
                            - gets d3O
                            - stays out because "has no open refund"
                            - stays out because frequency cup
                            - is in sleeping
                            - is in segment high-valve
                        """))
                .containsExactly(
                        FILE + ":2:3 \"givn\" is not a test setting. Did you mean \"given\"?",
                        FILE + ":3:22 There is no lifecycle state \"dormnat\". Did you mean \"dormant\"?",
                        FILE + ":3:31 \"days_since_ordr\" is not a given setting. Did you mean \"days_since_order\"?",
                        FILE + ":3:62 There is no channel \"pusch\". Did you mean \"push\"?",
                        FILE + ":3:78 \"three\" should be a whole number, like 30.",
                        FILE + ":3:95 This book's currency is CNY, not EUR.",
                        FILE + ":5:7 I don't know the moment \"3 days agoo\". Did you mean \"{ago} ago[ at {time}]\"?",
                        FILE + ":6:19 No rule of this book, and nothing in Rekindle, knows an event \"page_veiwed\"."
                                + " Did you mean \"page_viewed\"?",
                        FILE + ":7:27 There is no step \"d03\". Did you mean \"d30\"?",
                        FILE + ":8:26 There is no coupon \"BACK51\". Did you mean \"BACK15\"?",
                        FILE + ":10:7 I don't know the expectation \"entres dormant-recall\"."
                                + " Did you mean \"enters[ {campaign}][ {when}]\"?",
                        FILE + ":11:14 There is no campaign \"dormant-recal\". Did you mean \"dormant-recall\"?",
                        FILE + ":12:12 dormant-recall has no step \"d3O\". Did you mean \"d30\"?",
                        FILE + ":13:26 No line that could stand against it reads \"has no open refund\"."
                                + " Did you mean \"has no open refund or complaint\"?",
                        FILE + ":14:25 I don't know the reason \"frequency cup\"." + " Did you mean \"frequency cap\"?",
                        FILE + ":15:13 There is no lifecycle state \"sleeping\".",
                        FILE + ":16:21 There is no segment \"high-valve\". Did you mean \"high-value\"?");
    }

    @Test
    void a_test_without_a_campaign_must_say_of_which_it_speaks() {
        TestFiles.Read read = TestFiles.of(
                TestBook.shipped()
                        .with("tests/others.test.yaml", "- {name: a, given: {orders: 1}, expect: [enters]}")
                        .book(),
                "tests/others.test.yaml"::equals);

        assertThat(read.problems().stream().map(Problem::code)).containsExactly("missing-campaign");
    }

    @Test
    void given_facts_that_contradict_the_state_demanded_fail_the_test_and_say_which_state_they_make() {
        assertThat(failures("- {name: a, given: {lifecycle: dormant, days_since_order: 29}, expect: [enters]}"))
                .containsExactly("what is given makes the lifecycle state new, not dormant");
    }

    @Test
    void what_did_not_come_so_is_told_with_what_every_line_and_gate_saw() {
        Result result = only("""
                - name: a
                  given: {days_since_order: 45, open_cases: 1}
                  expect: [enters]
                """);

        assertThat(result.failures())
                .containsExactly("does not enter dormant-recall on 10 Mar 2026 10:00 because of line_not_met"
                        + " (has no open refund or complaint)");
        assertThat(result.story())
                .contains(
                        "    ✓ campaigns/dormant-recall.yaml:5  lifecycle is dormant  → dormant since 10 Mar",
                        "    ✕ campaigns/dormant-recall.yaml:7  has no open refund or complaint  → 1 open case since 8 Mar");
    }

    @Test
    void a_message_that_is_expected_and_refused_fails_with_the_gate() {
        assertThat(failures("- {name: a, given: {days_since_order: 45}, expect: [gets d30]}"))
                .containsExactly("does not get d30: refused on 10 Mar 2026 10:00, no_consent: push_opt_in not granted");
    }

    @Test
    void staying_out_shows_nothing_where_the_trigger_does_not_strike() {
        assertThat(failures("""
                        - name: a
                          at: 2026-03-10 11:00
                          given: {days_since_order: 45, open_cases: 1}
                          expect: [stays out]
                        """))
                .containsExactly("the trigger of dormant-recall does not strike then in this test,"
                        + " so staying out shows nothing");
    }

    @Test
    void what_cannot_happen_is_a_failure_of_the_test() {
        assertThat(failures("""
                        - name: a
                          given: {days_since_order: 45}
                          then:
                            - after 1 day: opens d30
                          expect: [enters]
                        """))
                .containsExactly(
                        "\"opens d30\" cannot happen on 11 Mar 2026 10:00: there is no such message or coupon then");
    }

    @Test
    void moving_a_limit_of_the_shipped_book_fails_a_test() {
        moved("lifecycle.csv", "30..119", "31..119");
        moved("campaigns/cart-abandoned.yaml", "99 CNY or more", "99.01 CNY or more");
        moved("policy.yaml", "sms: 1 per 3 days", "sms: 1 per 4 days");
        moved("policy.yaml", "22:00-08:00 ", "22:01-08:00 ");
    }

    private static void moved(String file, String part, String by) {
        List<Result> results = Trials.run(
                        TestBook.shipped().replacing(file, part, by).book(), path -> true)
                .results();
        assertThat(results).as(file + " " + by).anyMatch(result -> !result.passed());
    }

    @Test
    void a_line_without_a_test_on_either_side_of_it_is_reported() {
        Trials.Report report = Trials.run(TestBook.shipped()
                .replacing(
                        "campaigns/welcome.yaml", "  - has never ordered\n", "  - has never ordered\n  - has tag vip\n")
                .without("tests/welcome.test.yaml")
                .with("tests/welcome.test.yaml", """
                        - name: a guest
                          given: {tags: [vip]}
                          events: [now: user_registered]
                          expect: [enters]
                        """)
                .book());

        assertThat(report.untested().stream().map(Gap::toString))
                .contains(
                        "campaigns/welcome.yaml:5 welcome audience: \"has never ordered\" has no test in which it does not"
                                + " hold",
                        "campaigns/welcome.yaml:6 welcome audience: \"has tag vip\" has no test in which it does not hold",
                        "campaigns/welcome.yaml:13 welcome: \"2 days later, if did not open hello, send push"
                                + " welcome-tips\" has no test in which it is sent");
    }

    private static Result only(String test) {
        TestFiles.Read read = TestFiles.of(TestBook.shipped().with(FILE, test).book(), FILE::equals);
        assertThat(read.problems()).isEmpty();
        return Trials.run(TestBook.shipped().with(FILE, test).book(), FILE::equals)
                .results()
                .get(0);
    }

    private static List<String> failures(String test) {
        return only(test).failures();
    }

    private static List<String> problems(String test) {
        return TestFiles.of(TestBook.shipped().with(FILE, test).book(), FILE::equals).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
