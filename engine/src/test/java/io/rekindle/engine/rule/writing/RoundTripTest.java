package io.rekindle.engine.rule.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A file goes from one language to the other and back, and nothing is lost on the way. */
class RoundTripTest {

    private static final String DORMANT = "campaigns/dormant-recall.yaml";
    /** The specification's sample, as a Chinese marketer wrote it. */
    private static final String SAMPLE = """
            活动: dormant-recall                                 # campaign
            名称: 沉睡召回 30/60 天 | Dormant recall 30/60        # name
            触发: 每天 10:00                                     # trigger: every day at 10:00
            人群:                                                # audience
              - 生命周期为沉睡                                   #   lifecycle is dormant
              - 距上次下单≥30天                                  #   last order was 30 days ago or more
              - 没有进行中的退款或投诉                           #   has no open refund or complaint
            退出条件:                                            # exit when
              - 进入后已下单                                     #   has ordered since entering
            再次进入: 90 天后                                    # re-entry: after 90 days
            目标: 14 天内 order_completed                        # goal
            对照组: 10%                                          # holdout
            预算: 50000 元                                       # budget: 50000 CNY
            变体: A 50%, B 50%                                   # variants
            步骤:                                                # steps
              - d30 A: 立即，发送推送 recall-price，附券 BACK15   #   at once, send push recall-price with coupon BACK15
              - d30 B: 立即，发送推送 recall-shipping，附券 SHIPFREE
              - remind: 优惠券到期前 2 天，如果优惠券未使用，发送短信 coupon-expiring
                                # 2 days before the coupon expires, if the coupon is unused, send sms coupon-expiring
              - d60: d30 之后 30 天，发送邮件 recall-60，附券 BACK25   #   30 days after d30, send email …
            """;

    private static RuleBook read(Map<String, String> files) {
        var reading = RuleBooks.parse(files);
        return reading.book().orElseThrow(() -> new AssertionError(reading.errors()));
    }

    private static Map<String, String> in(Language language, RuleBook book) {
        return RuleBookWriter.write(book, language);
    }

    /** What a book decides by, without the texts in which it is written. */
    private static List<Object> meaning(RuleBook book) {
        List<Object> campaigns = book.campaigns().stream()
                .<Object>map(one -> List.of(
                        one.trigger(),
                        String.valueOf(one.reEntry()),
                        String.valueOf(one.goal()),
                        one.holdoutBasisPoints(),
                        String.valueOf(one.budget()),
                        one.variants(),
                        steps(one)))
                .toList();
        var policy = book.policy();
        return List.of(
                campaigns,
                Release.compile(book)
                        .drl()
                        .lines()
                        .filter(line -> line.contains("$f"))
                        .toList(),
                policy.zone(),
                policy.useCustomerZone(),
                String.valueOf(policy.quiet()),
                policy.holdWhenQuiet(),
                policy.caps(),
                policy.consent(),
                policy.costMicros(),
                String.valueOf(policy.monthBudget()),
                policy.monthWarnPercent(),
                policy.monthStopPercent(),
                book.hooks());
    }

    private static List<String> steps(Campaign campaign) {
        return campaign.steps().stream()
                .map(step -> step.name()
                        + step.variant()
                        + step.timing()
                        + step.channel()
                        + step.template()
                        + step.coupon()
                        + step.conditions().stream()
                                .map(line -> line.condition())
                                .toList())
                .toList();
    }

    @Test
    void the_shipped_book_is_in_its_one_spelling() {
        RuleBook book = TestBook.shipped().book();

        assertThat(RuleBookWriter.write(book, null)).isEqualTo(book.files());
        assertThat(in(Language.EN, book)).isEqualTo(book.files());
    }

    @Test
    void the_shipped_book_comes_back_from_chinese_to_the_byte() {
        RuleBook book = TestBook.shipped().book();

        Map<String, String> chinese = in(Language.ZH, book);

        assertThat(chinese.getOrDefault(DORMANT, ""))
                .doesNotContain("at once")
                .contains("立即，发送推送 recall-price，附券 BACK15");
        assertThat(RuleBookWriter.write(read(chinese), null)).isEqualTo(chinese);
        assertThat(in(Language.EN, read(chinese))).isEqualTo(book.files());
    }

    @Test
    void the_book_in_chinese_means_the_same_as_in_english() {
        RuleBook book = TestBook.shipped().book();

        assertThat(meaning(read(in(Language.ZH, book)))).isEqualTo(meaning(book));
    }

    @Test
    void the_sample_of_the_specification_is_read_and_is_what_the_english_file_becomes() {
        TestBook english = TestBook.shipped();
        TestBook chinese = TestBook.shipped().with(DORMANT, SAMPLE);

        assertThat(chinese.reading().errors()).isEmpty();
        assertThat(meaning(chinese.book())).isEqualTo(meaning(english.book()));
        assertThat(RuleBookWriter.write(chinese.book(), null))
                .isEqualTo(chinese.book().files());
        assertThat(in(Language.ZH, english.book())
                        .getOrDefault(DORMANT, "")
                        .lines()
                        .toList())
                .isEqualTo(SAMPLE.lines()
                        .map(line -> line.replaceAll("\\s*#.*", ""))
                        .filter(line -> !line.isBlank())
                        .toList());
    }

    @Test
    void random_files_come_back_from_chinese_to_the_byte() {
        Catalogue catalogue = catalogue();
        RandomBooks random = new RandomBooks(catalogue, new Random(20_261_121));
        for (int round = 0; round < 40; round++) {
            TestBook given = random.next();
            RuleBook book = given.book();
            Map<String, String> english = in(Language.EN, book);
            Map<String, String> chinese = in(Language.ZH, book);
            Map<String, String> own = RuleBookWriter.write(book, null);

            assertThat(generated(in(Language.EN, read(chinese)))).isEqualTo(generated(english));
            assertThat(generated(in(Language.ZH, read(english)))).isEqualTo(generated(chinese));
            assertThat(generated(RuleBookWriter.write(read(own), null))).isEqualTo(generated(own));
            assertThat(comments(english)).isEqualTo(comments(chinese)).isEqualTo(comments(book.files()));
        }
    }

    private static String generated(Map<String, String> files) {
        return files.getOrDefault("campaigns/generated.yaml", "");
    }

    private static List<String> comments(Map<String, String> files) {
        return generated(files)
                .lines()
                .filter(line -> line.contains("#"))
                .map(line -> line.replaceFirst("^[^#]*?(\\s*#)", "$1"))
                .toList();
    }

    private static Catalogue catalogue() {
        Map<String, String> files = new TreeMap<>(TestBook.shipped().book().files());
        files.keySet().removeIf(path -> !path.startsWith("language/"));
        return CatalogueFile.read(files, new Problems());
    }

    @Test
    void quotes_stay_and_are_added_only_where_yaml_needs_them() {
        TestBook book = TestBook.shipped()
                .replacing(DORMANT, "  - lifecycle is dormant", "  - 'lifecycle is  Dormant'")
                .replacing(
                        "policy.yaml",
                        "timezone: customer, else Asia/Shanghai",
                        "timezone: \"客户所在时区，否则 Asia/Shanghai\"")
                .replacing(DORMANT, "goal: order_completed within 14 days", "goal:   order_completed WITHIN 14  days");

        Map<String, String> english = in(Language.EN, book.book());

        assertThat(english.getOrDefault(DORMANT, ""))
                .contains("- 'lifecycle is dormant'\n", "goal:   order_completed within 14 days\n");
        assertThat(english.getOrDefault("policy.yaml", "")).startsWith("timezone: \"customer, else Asia/Shanghai\"\n");
    }

    @Test
    void a_line_in_brackets_that_gains_a_comma_gains_quotes() {
        TestBook book = TestBook.shipped().with("campaigns/x.yaml", """
                campaign: x
                trigger: every day at 10:00
                steps: [hi: 立即，发送邮件 welcome]
                """);

        String english = in(Language.EN, book.book()).getOrDefault("campaigns/x.yaml", "");

        assertThat(english).contains("steps: [hi: \"at once, send email welcome\"]");
        assertThat(meaning(TestBook.shipped().with("campaigns/x.yaml", english).book()))
                .isEqualTo(meaning(book.book()));
    }

    @Test
    void a_name_of_the_authors_own_is_never_taken_for_a_setting() {
        TestBook book = TestBook.shipped()
                .with("segments.yaml", "人群:\n  all of: [minor]\naudience:\n  全部: [is in segment 人群]\n");

        assertThat(in(Language.ZH, book.book()).getOrDefault("segments.yaml", ""))
                .isEqualTo("人群:\n  全部: [未成年]\naudience:\n  全部: [属于人群 人群]\n");
    }

    @Test
    void a_rule_test_is_written_in_the_language_of_its_book() {
        String english = """
                - name: the word "minor" stays, as does a trait called name
                  at: 2026-03-12 09:30
                  holdout: no
                  given: {lifecycle: dormant, spend: 98.50 CNY, visits in the last 30 days: 5, visits_7d: 2, traits: {name: all}, consent: all}
                  events:
                    # a comment
                    - 3 days ago: order_completed 120 CNY
                    - 2 days ago at 23:00: visits
                    - after 1 day at 08:00: {event: tag_added, tag: event}
                    - 2 days later: opens d30
                  through: 31 days
                  expect:
                    - stays out because "has no open refund or complaint"
                    - enters dormant-recall on 2026-04-05
                    - does not get d30 of dormant-recall because frequency cap
                    - exits after 2 days because completed
                - {name: b, given: {unsubscribed: [push], addresses: [email, sms]}, expect: [is in churn_risk, gets nothing]}
                """;
        String chinese = """
                - 名称: the word "minor" stays, as does a trait called name
                  开始于: 2026年3月12日 09:30
                  对照组: 否
                  已知: {生命周期: 沉睡, 消费金额: 98.50 元, 近 30 天访问次数: 5, 近 7 天访问: 2, 属性: {name: all}, 授权: 全部}
                  事件:
                    # a comment
                    - 3 天前: order_completed 120 元
                    - 2 天前 23:00: 访问
                    - 1 天后 08:00: {事件: tag_added, tag: event}
                    - 再过 2 天: 打开 d30
                  经过: 31 天
                  预期:
                    - 未进入，因为“没有进行中的退款或投诉”
                    - 2026年4月5日 进入 dormant-recall
                    - 收不到 dormant-recall 的 d30，因为频次上限
                    - 2 天后 退出，因为已完成
                - {名称: b, 已知: {退订: [推送], 联系方式: [邮件, 短信]}, 预期: [处于流失预警, 什么也收不到]}
                """;
        String path = "tests/dormant-recall.test.yaml";

        assertThat(in(Language.ZH, TestBook.shipped().with(path, english).book())
                        .getOrDefault(path, ""))
                .isEqualTo(chinese);
        assertThat(in(Language.EN, TestBook.shipped().with(path, chinese).book())
                        .getOrDefault(path, ""))
                .isEqualTo(english);
        assertThat(RuleBookWriter.write(TestBook.shipped().with(path, chinese).book(), null)
                        .getOrDefault(path, ""))
                .isEqualTo(chinese);
    }
}
