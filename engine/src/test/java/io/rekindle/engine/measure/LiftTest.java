package io.rekindle.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LiftTest {

    /** R. G. Newcombe, Interval estimation for the difference between independent proportions, 1998, table II, method 10. */
    @Test
    void has_the_intervals_of_the_published_examples() {
        assertInterval(new Lift(70, 56, 80, 48), 0.0524, 0.3339);
        assertInterval(new Lift(10, 9, 10, 3), 0.1705, 0.8090);
        assertInterval(new Lift(10, 10, 20, 0), 0.6791, 1.0);
        assertInterval(new Lift(10, 0, 20, 0), -0.1611, 0.2775);
    }

    @Test
    void says_nothing_where_there_is_nobody_to_compare_with() {
        Lift alone = new Lift(100, 10, 0, 0);

        assertThat(alone.measurable()).isFalse();
        assertThat(alone.rate()).isEqualTo(0.1);
        assertThat(alone.low()).isLessThan(0);
        assertThat(alone.high()).isGreaterThan(0);
    }

    @Test
    void does_not_count_more_than_there_are() {
        assertThatThrownBy(() -> new Lift(1, 2, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertInterval(Lift lift, double low, double high) {
        assertThat(lift.low()).isCloseTo(low, within(0.0001));
        assertThat(lift.high()).isCloseTo(high, within(0.0001));
    }
}
