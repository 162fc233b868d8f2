package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a line is answered in the language of the line, wherever it stands. */
class MistakesInTwoLanguagesTest {

    private static final String DORMANT = "campaigns/dormant-recall.yaml";
    private static final String CHINESE =
            RuleBookWriter.write(TestBook.shipped().book(), Language.ZH).getOrDefault(DORMANT, "");

    private static List<String> problems(String file, String part, String by) {
        TestBook book = TestBook.shipped().with(DORMANT, CHINESE);
        return book.replacing(file, part, by).problems();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    对照组: 10%; 对照: 10%; :12:1 "对照" is not a campaign setting. Did you mean "对照组"?
                    人群:; 人群组:; :4:1 "人群组" is not a campaign setting. Did you mean "人群"?
                    每天 10:00; 天天 10:00; :3:5 I don't know the trigger "天天 10:00". Did you mean "每天 {time}"?
                    每天 10:00; 每天 25:00; :3:8 "25:00" should be a time of day, like 09:30.
                    生命周期为沉睡; 生命周期为沉水; :5:10 There is no lifecycle state "沉水". Did you mean "沉睡"?
                    距上次下单≥30天; 距上次下单≥三十天; :6:11 "三十" should be a whole number, like 30.
                    没有进行中的退款或投诉; 没有进行中的退款; :7:5 I don't know the sentence "没有进行中的退款". Did you mean "有进行中的退款"?
                    90 天后; 90 天以后; :10:7 "90 天以" should be a length of time, like 7 days or 2 hours.
                    14 天内 order_completed; 14 天 order_completed; :11:5 I don't know the goal "14 天 order_completed". Did you mean "{within}内 {event}"?
                    50000 元; 50000 美元; :13:11 This book's currency is CNY, not 美元.
                    立即，发送推送 recall-price; 马上，发送推送 recall-price; :16:12 I don't know the time "马上". Try one of "立即", "{delay}后", "{step} 之后 {delay}", "优惠券到期前 {ahead}".
                    优惠券到期前 2 天; 优惠券过期前 2 天; :18:13 I don't know the time "优惠券过期前 2 天". Did you mean "优惠券到期前 {ahead}"?
                    发送短信 coupon-expiring; 发短信 coupon-expiring; :18:33 I don't know the action "发短信 coupon-expiring". Did you mean "发送{channel} {template}，附券 {coupon}"?
                    发送短信 coupon-expiring; 发送短讯 coupon-expiring; :18:35 There is no channel "短讯". Did you mean "短信"?
                    附券 BACK25; 附券 BACK52; :19:40 There is no coupon "BACK52" in coupons.csv. Did you mean "BACK25"?
                    如果优惠券未使用; 如果优惠卷未使用; :18:26 I don't know the sentence "优惠卷未使用". Did you mean "优惠券未使用"?
                    d30 之后 30 天; d31 之后 30 天; :19:10 There is no step "d31" before this one. Did you mean "d30"?
                    """)
    void in_a_chinese_file(String part, String by, String problem) {
        assertThat(problems(DORMANT, part, by)).contains(DORMANT + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    campaigns/welcome.yaml; at once; at onc; :11:12 I don't know the time "at onc". Did you mean "at once"?
                    campaigns/welcome.yaml; 2 days later; 2 dyas later; :12:11 "2 dyas" should be a length of time, like 7 days or 2 hours.
                    campaigns/welcome.yaml; send email welcome; sent email welcome; :11:21 I don't know the action "sent email welcome". Did you mean "send {channel} {template}"?
                    campaigns/welcome.yaml; event user_registered; evnt user_registered; :3:10 I don't know the trigger "evnt user_registered". Did you mean "event {event}"?
                    campaigns/welcome.yaml; within 7 days; in 7 days; :8:7 I don't know the goal "order_completed in 7 days". Did you mean "{event} within {within}"?
                    campaigns/churn-risk.yaml; after 60 days; in 60 days; :11:11 I don't know the re-entry "in 60 days". Did you mean "after {delay}"?
                    campaigns/welcome.yaml; trigger:; trİgger:; :3:1 "trİgger" is not a campaign setting. Did you mean "trigger"?
                    campaigns/welcome.yaml; holdout:; holdoůt:; :9:1 "holdoůt" is not a campaign setting. Did you mean "holdout"?
                    campaigns/churn-risk.yaml; any of; any off; :5:5 "any off" is not a group setting. Did you mean "any of"?
                    policy.yaml; hold until morning; wait until morning; :3:13 I don't know the when quiet "wait until morning". Did you mean "hold until morning"?
                    policy.yaml; 3 per 7 days; 3 every 7 days; :5:17 I don't know the frequency cap "3 every 7 days". Did you mean "{most} per {per}"?
                    policy.yaml; people → head; people head; :16:47 I don't know the approval limit "10000 people head-of-crm". Did you mean "{people} people → {role}"?
                    policy.yaml; delivery rate; delivry rate; :18:64 I don't know the roll-back limit "delivry rate < 90%". Did you mean "delivery rate < {share}"?
                    policy.yaml; 5% for; 5% during; :17:10 I don't know the rollout stage "5% during 24 hours". Did you mean "{share} for {time}"?
                    policy.yaml; warn at; warm at; :13:29 "warm at" is not a budget setting. Did you mean "warn at"?
                    segments.yaml; label; labl; :2:3 "labl" is not a segment setting. Did you mean "label"?
                    """)
    void in_an_english_file(String file, String part, String by, String problem) {
        assertThat(problems(file, part, by)).contains(file + problem);
    }

    @Test
    void all_mistakes_of_a_file_are_told_at_once() {
        String wrong = CHINESE.replace("对照组", "对照")
                .replace("每天", "天天")
                .replace("马上", "立即")
                .replace("未使用", "没用过");

        assertThat(TestBook.shipped().with(DORMANT, wrong).problems()).hasSize(3);
    }

    @Test
    void signs_of_a_chinese_keyboard_are_read_as_what_they_mean() {
        String typed = CHINESE.replace(": ", "：").replace("10%", "１０％").replace("A 50%, B 50%", "A ５０％，B ５０％");

        TestBook book = TestBook.shipped().with(DORMANT, typed);

        assertThat(typed).contains("触发：每天 10:00");
        assertThat(book.reading().errors()).isEmpty();
        assertThat(RuleBookWriter.write(book.book(), Language.ZH).getOrDefault(DORMANT, ""))
                .isEqualTo(CHINESE.replace(": ", "："));
    }

    @Test
    void a_place_after_a_full_width_colon_is_exact() {
        String typed = CHINESE.replace("触发: 每天 10:00", "触发：天天 10:00");

        assertThat(TestBook.shipped().with(DORMANT, typed).problems())
                .containsExactly(DORMANT + ":3:4 I don't know the trigger \"天天 10:00\". Did you mean \"每天 {time}\"?");
    }

    @Test
    void a_setting_given_in_both_languages_is_given_twice() {
        assertThat(problems(DORMANT, "对照组: 10%", "对照组: 10%\nholdout: 20%"))
                .containsExactly(DORMANT + ":13:1 \"holdout\" stands here already, in line 12.");
    }
}
