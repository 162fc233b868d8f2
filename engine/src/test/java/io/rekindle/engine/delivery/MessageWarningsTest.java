package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.language.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is pointed out in texts that can be sent, and what keeps a book with other texts from being used. */
class MessageWarningsTest {

    private static final String ZH = "templates/we-miss-you.sms.zh.txt";
    private static final String EN = "templates/we-miss-you.sms.en.txt";

    private final TestBook book = withItsTexts(TestBook.shipped())
            .with(ZH, "【悦买】{{first_name|您好}}，好久不见。拒收请回复R")
            .with(EN, "Yuemai: {{first_name|Hello}}, it has been a while. Reply STOP to opt out");

    private static TestBook withItsTexts(TestBook book) {
        try (Stream<Path> files = Files.list(Path.of("..", "rules", "templates"))) {
            for (Path file : files.toList()) {
                book.with("templates/" + file.getFileName(), Files.readString(file));
            }
            return book;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> warnings(String... codes) {
        Reading reading = MessageChecks.added(book.reading());
        assertThat(reading.errors()).isEmpty();
        return reading.warnings().stream()
                .filter(problem -> List.of(codes).contains(problem.code()))
                .filter(problem -> problem.file().contains("we-miss-you.sms")
                        || problem.file().contains("welcome."))
                .map(Problem::toString)
                .toList();
    }

    @Test
    void a_text_as_it_should_be() {
        assertThat(warnings(
                        "sms-signature",
                        "sms-opt-out",
                        "sms-link",
                        "sms-parts",
                        "no-fallback",
                        "variable-in-one-language"))
                .isEmpty();
    }

    @Test
    void a_text_that_cannot_be_used_keeps_the_book_from_being_used() {
        book.with(ZH, "【悦买】{{first_name, 您好");

        Reading reading = MessageChecks.added(book.reading());

        assertThat(reading.book()).isEmpty();
        assertThat(reading.errors()).extracting(Problem::code).containsExactly("template-unclosed");
    }

    @Test
    void a_variable_without_fallback() {
        book.with(ZH, "【悦买】亲爱的\n{{first_name}}，好久不见{% if orders > 3 %}{{orders}}{% endif %}。拒收请回复R");

        assertThat(warnings("no-fallback"))
                .containsExactly(ZH + ":2:3 {{first_name}} has no fallback: whoever it is not known of gets no message."
                        + " Write {{first_name|…}} with what to say then.");
    }

    @Test
    void a_variable_that_is_asked_for_first_needs_no_fallback() {
        book.with(ZH, "【悦买】{% if cart.value %}购物车{{cart.value}}元{% endif %}{{first_name|您好}}，好久不见。拒收请回复R");

        assertThat(warnings("no-fallback")).isEmpty();
    }

    @Test
    void a_text_about_a_coupon_that_nobody_gave() {
        book.with("templates/welcome.email.en.txt", "Hi\nUse {{coupon.code}}");

        assertThat(warnings("no-coupon-given"))
                .containsExactly(
                        "templates/welcome.email.en.txt:2:7 {{coupon.code}} speaks of a coupon, but step hello of"
                                + " welcome sends this text where none has been given: it would be held back.");
    }

    @Test
    void a_variable_that_only_one_language_uses() {
        book.with(EN, "Yuemai: it has been a while. Reply STOP to opt out");

        assertThat(warnings("variable-in-one-language"))
                .containsExactly(EN + " This text does not use {{first_name}}, but " + ZH + " does.");
    }

    @Test
    void a_chinese_sms_without_signature_or_a_way_to_stop_it() {
        book.with(ZH, "{{first_name|您好}}，好久不见。");

        assertThat(warnings("sms-signature", "sms-opt-out"))
                .containsExactlyInAnyOrder(
                        ZH + ":1 A Chinese SMS begins with its sender's signature in 【】, or carriers refuse it.",
                        ZH + ":1 A marketing SMS says how to stop it, like \"拒收请回复R\" or \"Reply STOP to opt out\".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"回T退订", "退订回T", "拒收请回复R"})
    void ways_to_stop_that_carriers_know(String words) {
        book.with(ZH, "【悦买】{{first_name|您好}}，好久不见。" + words);

        assertThat(warnings("sms-opt-out")).isEmpty();
    }

    @Test
    void an_english_sms_without_a_way_to_stop_it() {
        book.with(EN, "Yuemai: {{first_name|Hello}}, don't stop shopping");

        assertThat(warnings("sms-opt-out"))
                .containsExactly(
                        EN + ":1 A marketing SMS says how to stop it, like \"拒收请回复R\" or \"Reply STOP to opt out\".");
    }

    @Test
    void a_variable_inside_a_link() {
        book.with(ZH, "【悦买】{{first_name|您好}}，https://yuemai.cn/c/{{first_name|x}} 拒收请回复R");

        assertThat(warnings("sms-link")).hasSize(1);
        book.with(ZH, "【悦买】https://yuemai.cn/c {{first_name|您好}} 拒收请回复R");
        assertThat(warnings("sms-link")).isEmpty();
    }

    @Test
    void an_sms_of_several_parts_and_its_price() {
        book.with(ZH, "【悦买】{{first_name|您好}}，" + "好".repeat(56) + "拒收请回复R");

        assertThat(warnings("sms-parts"))
                .containsExactly(
                        ZH + ":1 At its longest this SMS has 71 characters in UCS-2, and one part holds 70: it is"
                                + " sent and paid as 2 parts, 0.16 CNY instead of 0.08 CNY.");
        book.with(ZH, "【悦买】{{first_name|您好}}，" + "好".repeat(55) + "拒收请回复R");
        assertThat(warnings("sms-parts")).isEmpty();
    }
}
