package io.rekindle.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "138 0013 8000, CN, +8613800138000",
        "+86 138-0013-8000, US, +8613800138000",
        "0086 13800138000, CN, +8613800138000",
        "１３８００１３８０００, cn, +8613800138000",
        "(415) 867-5309, US, +14158675309",
        "07400 123456, GB, +447400123456",
        "0470 12 34 56, BE, +32470123456",
        "+447400123456, CN, +447400123456"
    })
    void a_number_as_people_write_it_becomes_e164(String written, String country, String number) {
        assertThat(PhoneNumbers.e164(written, country)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no number", "123", "1380013800013800", "1-800-FLOWERS", "415 867 5309 ext. 3", "+", "110"})
    void what_no_phone_can_have_is_nothing(String written) {
        assertThat(PhoneNumbers.e164(written, "CN")).isEmpty();
    }

    @Test
    void without_a_known_country_only_international_numbers_are_read() {
        assertThat(PhoneNumbers.e164("138 0013 8000", "")).isEmpty();
        assertThat(PhoneNumbers.e164("+8613800138000", "")).contains("+8613800138000");
    }

    @Test
    void a_number_is_taken_apart_for_providers_that_want_it_so() {
        assertThat(PhoneNumbers.countryCode("+8613800138000")).isEqualTo("86");
        assertThat(PhoneNumbers.national("+8613800138000")).isEqualTo("13800138000");
        assertThat(PhoneNumbers.national("+390612345678")).isEqualTo("0612345678");
    }
}
