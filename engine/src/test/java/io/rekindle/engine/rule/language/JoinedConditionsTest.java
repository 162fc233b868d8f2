package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of a step joined by "and", which may also stand in their values. */
class JoinedConditionsTest {

    private static final String FILE = "campaigns/x.yaml";

    private static TestBook book(String conditions) {
        return TestBook.shipped().with(FILE, """
                campaign: x
                trigger: every day at 10:00
                steps:
                  - one: at once, send push recall-price with coupon BACK15
                  - two: 2 days later, if %s, send push recall-price
                """.formatted(conditions));
    }

    private static List<String> read(RuleBook book) {
        return book.campaign("x").orElseThrow().steps().get(1).conditions().stream()
                .map(Line::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the coupon is unused and did not open one              | the coupon is unused; did not open one
            has tag food and drink                                  | has tag food and drink
            has tag food and drink and the coupon is unused         | has tag food and drink; the coupon is unused
            the coupon is unused and has tag a and b and c          | the coupon is unused; has tag a and b and c
            has tag food and has tag drink                          | has tag food; has tag drink
            has tag baby and unsubscribed                           | has tag baby; unsubscribed
            优惠券未使用且未打开 one                                | 优惠券未使用; 未打开 one
            """)
    void a_value_with_and_in_it_is_not_parted(String conditions, String lines) {
        assertThat(read(book(conditions).book())).containsExactly(lines.split("; "));
    }

    @Test
    void a_value_with_and_in_it_goes_to_chinese_and_back() {
        RuleBook english =
                book("has tag food and drink and the coupon is unused").book();

        RuleBook chinese = RuleBooks.parse(RuleBookWriter.write(english, Language.ZH))
                .book()
                .orElseThrow();

        assertThat(read(chinese)).hasSize(2);
        assertThat(RuleBookWriter.write(chinese, Language.EN)).isEqualTo(english.files());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            has tag food and teh coupon is unused | I don't know the sentence "teh coupon is unused"
            did not opn one and has tag food      | I don't know the sentence "did not opn one"
            has tag "food and drink"              | "food and drink" may not hold quotes
            """)
    void a_condition_that_was_mistyped_is_never_taken_for_part_of_a_value(String conditions, String message) {
        assertThat(book(conditions).problems())
                .filteredOn(problem -> problem.startsWith(FILE))
                .anyMatch(problem -> problem.replace("\"\"", "\"").contains(message.strip()));
    }
}
