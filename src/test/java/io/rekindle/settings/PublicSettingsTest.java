package io.rekindle.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSettingsTest {

    @Test
    void an_address_has_no_slash_at_its_end() {
        assertThat(new PublicSettings(URI.create("https://m.shop.example/")).publicUrl())
                .hasToString("https://m.shop.example");
        assertThat(new PublicSettings(URI.create("https://shop.example/m//")).publicUrl())
                .hasToString("https://shop.example/m");
        assertThat(new PublicSettings(URI.create("")).publicUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.shop.example", "ftp://m.shop.example", "https:///x", "https://m.shop.example/?a=b"})
    void what_is_no_public_address_is_refused(String text) {
        assertThatThrownBy(() -> new PublicSettings(URI.create(text))).hasMessageContaining("rekindle.public-url");
    }
}
