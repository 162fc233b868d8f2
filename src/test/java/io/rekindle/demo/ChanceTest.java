package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

    @Test
    void the_same_name_gives_the_same_stream() {
        assertThat(ten(new Chance(1, "orders", "c1"))).isEqualTo(ten(new Chance(1, "orders", "c1")));
    }

    @Test
    void another_seed_purpose_or_customer_gives_another_stream() {
        assertThat(LongStream.of(
                                new Chance(1, "orders", "c1").nextLong(),
                                new Chance(2, "orders", "c1").nextLong(),
                                new Chance(1, "prices", "c1").nextLong(),
                                new Chance(1, "orders", "c2").nextLong(),
                                new Chance(1, "orderscc", "1").nextLong(),
                                new Chance(1, "ordersc", "1").nextLong())
                        .distinct())
                .hasSize(6);
    }

    @Test
    void streams_of_neighbours_are_even_and_do_not_follow_one_another() {
        double sum = 0;
        double product = 0;
        int pairs = 100_000;
        double before = new Chance(7, "x", "c0").nextDouble();
        for (int number = 1; number <= pairs; number++) {
            double next = new Chance(7, "x", "c" + number).nextDouble();
            sum += next;
            product += (before - 0.5) * (next - 0.5);
            before = next;
        }

        assertThat(sum / pairs).isCloseTo(0.5, within(0.004));
        assertThat(product / pairs * 12).as("correlation").isCloseTo(0, within(0.013));
    }

    private static long[] ten(Chance chance) {
        return LongStream.generate(chance::nextLong).limit(10).toArray();
    }
}
