package io.rekindle.engine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DividingPeopleTest {

    @Test
    void puts_a_customer_into_the_same_bucket_for_ever() {
        assertThat(Bucket.of(new CustomerId("c42"), "dormant-recall", "holdout"))
                .isEqualTo(999);
    }

    @Test
    void fills_the_buckets_evenly() {
        long below = IntStream.range(0, 100_000)
                .filter(number -> Bucket.of(new CustomerId("c" + number), "welcome", "holdout") < 1000)
                .count();

        assertThat(below).isCloseTo(10_000L, Percentage.withPercentage(3));
    }

    @Test
    void keeps_holdout_and_variant_independent() {
        long both = IntStream.range(0, 100_000)
                .mapToObj(number -> new CustomerId("c" + number))
                .filter(customer -> Bucket.of(customer, "welcome", "holdout") < 1000)
                .filter(customer -> Bucket.of(customer, "welcome", "variant") < 5000)
                .count();

        assertThat(both).isCloseTo(5_000L, Percentage.withPercentage(5));
    }
}
