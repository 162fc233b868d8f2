package io.rekindle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {

    @ParameterizedTest
    @CsvSource({"512, 128", "2048, 256", "4096, 512", "24576, 1024"})
    void the_server_shares_an_eighth_of_the_machine_within_bounds(long megabytes, long shared) {
        assertThat(ServerSettings.sharedMegabytes(megabytes * 1024 * 1024)).isEqualTo(shared);
    }
}
