package io.rekindle.engine.delivery;

import static io.rekindle.engine.delivery.SmsLint.Finding.MORE_BRACKETS;
import static io.rekindle.engine.delivery.SmsLint.Finding.NO_OPT_OUT;
import static io.rekindle.engine.delivery.SmsLint.Finding.NO_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsLintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "【悦买】您好，好久不见。拒收请回复R",
                "【悦买】您好，好久不见，退订回T",
                "【悦买】您好，回TD退订",
                "【悦买】您好，回复 N 拒收",
                "您好，好久不见。退订回复T【悦买】",
                "【悦買】您好，拒收請回覆R"
            })
    void carriers_take_a_signed_text_that_says_how_to_stop(String text) {
        assertThat(SmsLint.of(text, "zh")).isEmpty();
        assertThat(SmsLint.of(text, "zh-CN")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"悦买：您好。拒收请回复R", "您好【悦买】，好久不见。拒收请回复R", "【悦】您好。拒收请回复R", "[悦买]您好。拒收请回复R"})
    void a_text_without_a_signature_at_either_end_is_refused(String text) {
        assertThat(SmsLint.of(text, "zh")).containsExactly(NO_SIGNATURE);
    }

    @Test
    void brackets_are_for_the_signature_alone() {
        assertThat(SmsLint.of("【悦买】您的【立减券】到期。拒收请回复R", "zh")).containsExactly(MORE_BRACKETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"【悦买】您好，好久不见。", "【悦买】您的退订单已处理", "【悦买】Reply STOP"})
    void a_chinese_text_that_does_not_say_how_to_stop_is_found(String text) {
        assertThat(SmsLint.of(text, "zh")).containsExactly(NO_OPT_OUT);
    }

    @Test
    void elsewhere_a_text_says_how_to_stop_and_needs_no_brackets() {
        assertThat(SmsLint.of("Yuemai: hello. Reply STOP to opt out", "en")).isEmpty();
        assertThat(SmsLint.of("Yuemai: hello. Text END to finish", "en")).isEmpty();
        assertThat(SmsLint.of("Yuemai: visit our stopover, the trend of the weekend", "en"))
                .containsExactly(NO_OPT_OUT);
    }

    @Test
    void the_page_on_which_a_reader_stops_is_a_way_out_and_another_page_is_none() {
        assertThat(SmsLint.of("Yuemai: new arrivals. " + Links.SAMPLE_PAGE, "en"))
                .isEmpty();
        assertThat(SmsLint.of("【悦买】上新了。" + Links.SAMPLE_PAGE, "zh")).isEmpty();
        assertThat(SmsLint.of("Yuemai: new arrivals. https://shop.example/u/new", "en"))
                .containsExactly(SmsLint.Finding.NO_OPT_OUT);
    }
}
