package io.rekindle.engine.delivery;

import static io.rekindle.engine.delivery.SmsText.Alphabet.GSM_7;
import static io.rekindle.engine.delivery.SmsText.Alphabet.UCS_2;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "160,1", "161,2", "306,2", "307,3", "459,3", "460,4"})
    void latin_text_has_160_characters_in_one_part_and_153_in_each_of_several(int length, int parts) {
        assertThat(SmsText.of("a".repeat(length))).isEqualTo(new SmsText(GSM_7, length, parts));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "70,1", "71,2", "134,2", "135,3", "201,3", "202,4"})
    void chinese_text_has_70_characters_in_one_part_and_67_in_each_of_several(int length, int parts) {
        assertThat(SmsText.of("悦".repeat(length))).isEqualTo(new SmsText(UCS_2, length, parts));
    }

    @Test
    void the_whole_basic_table_is_carried_in_septets() {
        String table = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

        assertThat(table).hasSize(127);
        assertThat(SmsText.of(table)).isEqualTo(new SmsText(GSM_7, 127, 1));
    }

    @Test
    void extended_characters_count_twice() {
        assertThat(SmsText.of("\f^{}\\[~]|€")).isEqualTo(new SmsText(GSM_7, 20, 1));
        assertThat(SmsText.of("€".repeat(80))).isEqualTo(new SmsText(GSM_7, 160, 1));
        assertThat(SmsText.of("€".repeat(81))).isEqualTo(new SmsText(GSM_7, 162, 2));
    }

    @Test
    void an_extended_character_is_not_torn_apart_at_the_end_of_a_part() {
        // 153 septets end in the middle of the 77th €, which moves to the next part.
        assertThat(SmsText.of("€".repeat(152)).parts()).isEqualTo(2);
        assertThat(SmsText.of("€".repeat(153))).isEqualTo(new SmsText(GSM_7, 306, 3));
    }

    @Test
    void an_emoji_is_two_units_and_is_not_torn_apart() {
        assertThat(SmsText.of("🎁".repeat(35))).isEqualTo(new SmsText(UCS_2, 70, 1));
        assertThat(SmsText.of("🎁".repeat(66)).parts()).isEqualTo(2);
        assertThat(SmsText.of("🎁".repeat(67))).isEqualTo(new SmsText(UCS_2, 134, 3));
    }

    @Test
    void one_character_outside_makes_all_of_it_ucs_2_and_is_named() {
        String text = "a".repeat(100) + "’";

        assertThat(SmsText.of(text)).isEqualTo(new SmsText(UCS_2, 101, 2));
        assertThat(SmsText.outsideGsm(text + "’🎁")).isEqualTo("’🎁");
        assertThat(SmsText.outsideGsm("Yuemai: €5 off")).isEmpty();
    }

    @Test
    void an_accent_that_only_looks_like_the_tables_is_outside() {
        assertThat(SmsText.of("Ç").alphabet()).isEqualTo(GSM_7);
        assertThat(SmsText.of("ç").alphabet()).isEqualTo(UCS_2);
        assertThat(SmsText.of("`").alphabet()).isEqualTo(UCS_2);
    }
}
