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

    @Test
    void takes_up_no_more_than_it_sent_before_it_was_cut_short_and_grows_again() {
        Pace pace = new Pace(50);
        pace.cutShort(3);
        assertThat(pace.next()).isEqualTo(3);

        pace.took(3, Duration.ofMillis(3));
        assertThat(pace.next()).isEqualTo(6);

        pace.cutShort(0);
        assertThat(pace.next()).isEqualTo(1);
    }
}
