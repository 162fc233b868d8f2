package io.rekindle.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void is_exact_where_everybody_was_drawn() {
        assertThat(Estimate.of(17, 100, 100)).isEqualTo(new Estimate(17, 17, 17));
        assertThat(Estimate.of(0, 0, 0)).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void knows_that_those_seen_are_there() {
        Estimate rare = Estimate.of(1, 2_000, 1_000_000);
        assertThat(rare.low()).isBetween(1L, 200L);
        assertThat(rare.likely()).isEqualTo(500);
        assertThat(rare.high()).isBetween(2_000L, 3_500L);
        assertThat(Estimate.of(0, 2_000, 1_000_000).low()).isZero();
        assertThat(Estimate.of(0, 2_000, 1_000_000).high()).isBetween(1_500L, 2_500L);
        assertThat(Estimate.of(2_000, 2_000, 2_001)).isEqualTo(new Estimate(2_000, 2_001, 2_001));
    }

    @Test
    void covers_the_truth_nineteen_times_of_twenty() {
        Random random = new Random(20_261_122);
        for (double share : new double[] {0.01, 0.2, 0.5, 0.93}) {
            int covered = 0;
            for (int draw = 0; draw < 1_000; draw++) {
                int all = 10_000;
                int have = (int) (all * share);
                Estimate estimate = Estimate.of(drawn(random, have, all, 1_000), 1_000, all);
                covered += estimate.low() <= have && have <= estimate.high() ? 1 : 0;
            }
            assertThat(covered).as("of 1,000 draws from a share of " + share).isBetween(930, 985);
        }
    }

    /** How many of those drawn, each at most once, have it. */
    private static int drawn(Random random, int have, int all, int draws) {
        int some = 0;
        for (int draw = 0; draw < draws; draw++) {
            some += random.nextInt(all - draw) < have - some ? 1 : 0;
        }
        return some;
    }
}
