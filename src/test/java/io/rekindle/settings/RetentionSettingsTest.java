package io.rekindle.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.settings.RetentionSettings.Decisions;
import io.rekindle.settings.RetentionSettings.Events;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionSettingsTest {

    @Test
    void are_months_or_for_ever() {
        assertThat(new Decisions("24mo").kept()).isEqualTo(Period.ofMonths(24));
        assertThat(new Events("3mo").kept()).isEqualTo(Period.ofMonths(3));
        assertThat(new Events("forever").kept()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2mo", "0mo", "24", "24m", "-3mo", "2y", "90d", "", "never", "99999mo"})
    void what_is_neither_or_too_short_is_refused_by_name(String text) {
        assertThatThrownBy(() -> new Events(text)).hasMessageContaining("rekindle.events.retention");
        assertThatThrownBy(() -> new Decisions(text))
                .hasMessageContaining("rekindle.decisions.retention")
                .hasMessageContaining("3mo at least");
    }
}
