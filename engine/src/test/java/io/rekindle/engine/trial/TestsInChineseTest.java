package io.rekindle.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests beside the rules in Chinese: the same keys, sentences and results as in English. */
class TestsInChineseTest {

    private static final String FILE = "tests/dormant-recall.test.yaml";
    private static final RuleBook SHIPPED = TestBook.shipped().book();

    private static RuleBook in(Language language, RuleBook book) {
        return RuleBooks.parse(RuleBookWriter.write(book, language)).book().orElseThrow();
    }

    /** What came of each test, without the words in which lines of the book are told. */
    private static List<String> outcomes(RuleBook book) {
        return Trials.run(book, path -> true).results().stream()
                .map(one -> one.test().where().file() + ":" + one.test().where().line() + " "
                        + one.test().name() + " " + one.passed() + " "
                        + one.test().expectations().size() + " "
                        + one.test().happenings().stream()
                                .map(happening -> happening.at() + HappeningReader.key(happening))
                                .toList())
                .toList();
    }

    @Test
    void the_shipped_tests_come_out_the_same_and_come_back_to_the_byte() {
        RuleBook chinese = in(Language.ZH, SHIPPED);

        assertThat(TestFiles.of(chinese, path -> true).problems()).isEmpty();
        assertThat(outcomes(chinese))
                .isEqualTo(outcomes(SHIPPED))
                .hasSize(106)
                .allMatch(outcome -> outcome.contains(" true "));
        assertThat(chinese.files().getOrDefault(FILE, ""))
                .contains("已知: {生命周期: 沉睡, 距上次下单天数: 45, 授权: [推送]}", "预期: [今天 不进入, 2 天后 进入]")
                .doesNotContain("expect:", "given:", "because ");
        assertThat(RuleBookWriter.write(chinese, Language.EN)).isEqualTo(SHIPPED.files());
    }

    @Test
    void a_chinese_test_quotes_lines_of_an_english_campaign_and_the_other_way_round() {
        String chinese = """
                - 名称: 有退款
                  已知: {生命周期: 沉睡, 距上次下单天数: 45, 进行中的退款或投诉: 1}
                  预期: [未进入，因为“没有进行中的退款或投诉”, '未进入，因为"has no OPEN refund or complaint"']
                """;
        String english = """
                - name: a refund
                  given: {lifecycle: 沉睡, days_since_order: 45, open_cases: 1}
                  expect: [stays out because "没有进行中的退款或投诉"]
                """;

        assertThat(failures(TestBook.shipped().with(FILE, chinese).book())).isEmpty();
        assertThat(failures(TestBook.shipped().with(FILE, english).book())).isEmpty();
        assertThat(failures(
                        in(Language.ZH, TestBook.shipped().with(FILE, english).book())))
                .isEmpty();
    }

    private static List<String> failures(RuleBook book) {
        assertThat(TestFiles.of(book, FILE::equals).problems()).isEmpty();
        return Trials.run(book, FILE::equals).results().stream()
                .flatMap(one -> one.failures().stream())
                .toList();
    }

    @Test
    void full_width_signs_and_spaces_make_no_difference() {
        assertThat(failures(TestBook.shipped().with(FILE, """
                                - 名称：一小时后访问
                                  已知: {生命周期: 沉睡, 距上次下单天数: 45, 授权: 全部}
                                  然后：
                                    - 1小时后：访问
                                    - ２ 天后 ２３:００: 下单120元
                                  经过: 3天
                                  预期: [进入, '2天后23:00退出,因为“进入后已下单”']
                                """).book())).isEmpty();
    }

    @Test
    void mistakes_are_named_with_their_place_and_the_nearest_right_thing_in_chinese() {
        assertThat(problems("""
                        - 名称: 错
                          已只: {距上次下单天数: 45}
                          对照组: 对
                          已知: {生命周期: 沉水, 距上次下单天: 45, 授权: [推速], 订单数: 三, 消费金额: 20 EUR}
                          事件:
                            - 3 天之前: 访问
                            - 3 天前: 访门
                            - 2 天后: 打开 d03
                            - 2 天后: 使用 BACK51
                          预期:
                            - 进人 dormant-recall
                            - 进入 dormant-recal
                            - 收到 d3O
                            - 未进入，因为“没有进行中的退款”
                            - 未进入，因为频次上线
                            - 处于睡眠
                            - 属于人群 high-valve
                        """))
                .containsExactly(
                        FILE + ":2:3 \"已只\" is not a test setting. Did you mean \"已知\"?",
                        FILE + ":3:8 \"对\" should be 是 or 否.",
                        FILE + ":4:14 There is no lifecycle state \"沉水\". Did you mean \"沉睡\"?",
                        FILE + ":4:18 \"距上次下单天\" is not a given setting. Did you mean \"距上次下单天数\"?",
                        FILE + ":4:35 There is no channel \"推速\". Did you mean \"推送\"?",
                        FILE + ":4:45 \"三\" should be a whole number, like 30.",
                        FILE + ":4:57 This book's currency is CNY, not EUR.",
                        FILE + ":6:7 \"3 天之\" should be a length of time, like 7 days or 2 hours.",
                        FILE + ":7:13 I don't know the happening \"访门\". Did you mean \"访问\"?",
                        FILE + ":8:16 There is no step \"d03\". Did you mean \"d30\"?",
                        FILE + ":9:16 There is no coupon \"BACK51\". Did you mean \"BACK15\"?",
                        FILE + ":11:7 I don't know the expectation \"进人 dormant-recall\"."
                                + " Did you mean \"[{when} ]进入[ {campaign}]\"?",
                        FILE + ":12:10 There is no campaign \"dormant-recal\". Did you mean \"dormant-recall\"?",
                        FILE + ":13:10 dormant-recall has no step \"d3O\". Did you mean \"d30\"?",
                        FILE + ":14:14 No line that could stand against it reads \"没有进行中的退款\".",
                        FILE + ":15:13 I don't know the reason \"频次上线\". Did you mean \"频次上限\"?",
                        FILE + ":16:9 There is no lifecycle state \"睡眠\".",
                        FILE + ":17:12 There is no segment \"high-valve\". Did you mean \"high-value\"?");
    }

    @Test
    void a_missing_setting_is_named_in_the_language_of_the_test() {
        assertThat(problems("- {名称: 少了预期}\n- {已知: {订单数: 1}, 预期: [进入]}\n- {given: {orders: 1}, expect: [enters]}\n"))
                .containsExactly(
                        FILE + ":1:3 \"预期\" is missing here: a test says what must happen.",
                        FILE + ":2:3 \"名称\" is missing here.",
                        FILE + ":3:3 \"name\" is missing here.");
    }

    private static List<String> problems(String test) {
        return TestFiles.of(TestBook.shipped().with(FILE, test).book(), FILE::equals).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void every_reason_of_the_policy_can_be_given_in_both_languages() {
        Catalogue catalogue = RuleBookWriter.catalogue(SHIPPED);

        assertThat(Arrays.stream(Reason.values()).map(reason -> "because_" + reason.key()))
                .allMatch(
                        id -> Arrays.stream(Language.values()).allMatch(language -> catalogue.in(language, id).stream()
                                .anyMatch(one -> one.language() == language)));
    }

    @Test
    void a_campaign_called_at_or_today_would_not_be_told_from_a_time() {
        for (String name : List.of("at", "today")) {
            assertThat(TestBook.shipped()
                            .with("campaigns/x.yaml", "campaign: " + name)
                            .problems())
                    .anyMatch(problem -> problem.startsWith("campaigns/x.yaml:1:11 \"" + name + "\" should be a name"));
        }
    }

    @Test
    void mistakes_in_tests_are_mistakes_of_the_book_that_is_checked() {
        var reading = TestFiles.added(
                TestBook.shipped().with(FILE, "- {name: a, expect: [enterz]}").reading());

        assertThat(reading.book()).isEmpty();
        assertThat(reading.errors()).extracting(Problem::code).containsExactly("unknown-expectation");
        assertThat(TestFiles.added(TestBook.shipped().reading()).book()).isPresent();
    }
}
