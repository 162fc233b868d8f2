package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.settings.ApiSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class IdentityTest {

    private static Identity read(String group, Faults faults) {
        return read("robot", group, faults);
    }

    private static Identity read(String trait, String value, Faults faults) {
        return read(trait, value, "", faults);
    }

    private static Identity read(String trait, String value, String country, Faults faults) {
        return Identity.read(
                new CustomerId("c-1"),
                Map.of(trait, value),
                JsonMapper.shared().createObjectNode(),
                country,
                "/batch/0",
                faults);
    }

    @Test
    void a_group_with_a_robot_is_a_contact_point_by_its_name() {
        var faults = new Faults();

        assertThat(read("vip-care", faults).customer().contactPoints())
                .containsExactly(new ContactPoint(new ChannelName("robot"), "vip-care"));
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void an_address_is_no_name_of_a_group() {
        var faults = new Faults();

        assertThat(read("http://169.254.169.254/latest", faults).customer().contactPoints())
                .isEmpty();
        assertThat(faults.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8613800138000", "+86 138-0013-8000", " ＋８６ 138 0013 8000", "+86 (0)138 0013 8000"})
    void a_phone_number_has_one_form_however_it_is_written(String written) {
        var faults = new Faults();

        assertThat(read("phone", written, faults).customer().contactPoints())
                .containsExactly(new ContactPoint(ChannelName.SMS, "+8613800138000"));
        assertThat(faults.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"138 0013 8000, CN, +8613800138000", "+4930123456, CN, +4930123456", "030 123456, DE, +4930123456"})
    void a_phone_number_without_a_country_code_is_of_the_country_of_the_settings(
            String written, String country, String number) {
        var faults = new Faults();

        assertThat(read("phone", written, country, faults).customer().contactPoints())
                .containsExactly(new ContactPoint(ChannelName.SMS, number));
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void a_country_of_the_settings_is_one() {
        assertThatThrownBy(() -> new ApiSettings(DataSize.ofMegabytes(1), List.of("localhost"), "China"))
                .hasMessageContaining("rekindle.api.country")
                .hasMessageContaining("\"China\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "+86138", "+861380013800012345", "+999138001380", "call me", ""})
    void what_no_phone_can_have_is_a_fault_that_does_not_repeat_it(String written) {
        var faults = new Faults();

        assertThat(read("phone", written, faults).customer().contactPoints()).isEmpty();
        assertThatThrownBy(() -> faults.raise("no"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                                problem.problem().errors())
                        .singleElement()
                        .satisfies(fault -> {
                            assertThat(fault.field()).isEqualTo("/batch/0/traits/phone");
                            assertThat(fault.message()).contains("country code");
                        }));
    }
}
