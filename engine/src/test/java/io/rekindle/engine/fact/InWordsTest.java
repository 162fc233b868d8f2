package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.sentence.Vocabulary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What traces say that a rule saw. */
class InWordsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Random RANDOM = new Random(20_261_121);
    private static final List<Facts> CUSTOMERS = IntStream.range(0, 200)
            .mapToObj(number -> new RandomCustomer(ZONE, Instant.parse("2026-03-29T01:00:00Z"), RANDOM).facts())
            .toList();

    private static final ToldInChinese IN_CHINESE =
            new ToldInChinese(state -> "状态", UnaryOperator.identity(), UnaryOperator.identity());

    /** What rules and customers name themselves. */
    private static final String NAMES =
            "order_completed|visit|coupon_viewed|product_viewed|never_happened|birthday|renews|name_day|"
                    + "points|city|vip|news|offers|push|sms|autumn|NEW20|OTHER|welcome|winback|hello|Rome|Paris|shoes|hats";

    static List<Vocabulary.Fact> facts() {
        return AnyQuestion.facts();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void every_fact_says_in_both_languages_what_was_seen_and_notes_no_horizon(Vocabulary.Fact fact) {
        for (Facts facts : CUSTOMERS) {
            AnyQuestion question = AnyQuestion.of(fact, RANDOM);
            List<Object> arguments = question.arguments().stream()
                    .map(value -> value instanceof Integer number ? (Object) Long.valueOf(number) : value)
                    .toList();
            question.of(facts);
            facts.ask(new BitSet());

            String english = new InWords(facts).of(fact.name(), arguments);
            assertThat(english).as(question.toString()).isNotBlank();
            assertThat(IN_CHINESE.seen(english)).as(english).hasValueSatisfying(chinese -> assertThat(
                            chinese.replaceAll(NAMES, ""))
                    .as(english)
                    .containsPattern("\\p{IsHan}|×|%")
                    .doesNotContainPattern("[A-Za-z]{2}|[{}]"));
            assertThat(facts.horizon()).as(question.toString()).isEqualTo(History.NEVER);
        }
    }

    @Test
    void what_others_wrote_is_left_as_it_is() {
        assertThat(IN_CHINESE.of("no such user here")).isEmpty();
        assertThat(IN_CHINESE.of("the mailbox is full")).isEmpty();
        assertThat(IN_CHINESE.of("2 of 3 in 7 days")).contains("7 天内 2/3");
        assertThat(IN_CHINESE.seen("note is used on 3 Abc")).contains("note 为 used on 3 Abc");
        assertThat(IN_CHINESE.seen("it is Holiday")).contains("it 为 Holiday");
        assertThat(IN_CHINESE.seen("A used on 31 Feb")).contains("A 已于 2月31日使用");
    }
}
