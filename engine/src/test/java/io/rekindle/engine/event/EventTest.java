package io.rekindle.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTest {

    @ParameterizedTest
    @CsvSource({
        "Order Completed, order_completed",
        "'  Cart -- Abandoned! ', cart_abandoned_",
        "order_completed, order_completed",
        "下单　完成, 下单_完成",
        "Level Ⅳ ²½, level_ⅳ_²½",
        "𐐀𐐁 x, 𐐨𐐩_x"
    })
    void a_name_is_a_key_as_rule_files_write_it(String name, String key) {
        assertThat(Event.keyOf(name)).isEqualTo(key);
    }

    @Test
    void a_key_has_letters_and_numbers_of_every_script_and_one_underscore_for_all_between() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder();
            random.ints(random.nextInt(12), 1, random.nextInt(4) == 0 ? 0x1FFFF : 0x3FF)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .forEach(name::appendCodePoint);
            String text = name.toString();

            assertThat(Event.keyOf(text))
                    .as(text)
                    .isEqualTo(text.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_"));
        }
    }
}
