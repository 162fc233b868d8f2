package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void takes_up_what_it_sends_in_a_quarter_of_a_second() {
        Pace pace = new Pace(50);
        assertThat(pace.next()).isEqualTo(10);

        pace.took(10, Duration.ofMillis(100));
        assertThat(pace.next()).isEqualTo(20);

        pace.took(20, Duration.ofMillis(100));
        pace.took(40, Duration.ofMillis(100));
        assertThat(pace.next()).isEqualTo(50);

        pace.took(50, Duration.ofSeconds(10));
        assertThat(pace.next()).isEqualTo(1);
    }
}
