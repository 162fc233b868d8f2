package io.rekindle.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rekindle.demo.ParetoNbd.Buyer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each simulated mean must lie within four standard errors of the closed form, with 100,000 buyers and a fixed seed.
 */
class ModelsTest {

    private static final int BUYERS = 100_000;
    private static final long SEED = 20_251_121;
    private static final double ERRORS = 4;

    @Test
    void the_closed_form_gives_the_published_expectation() {
        // BTYD 2.4.3, walkthrough: E[X(52)] at the unrounded estimates.
        var unrounded = new ParetoNbd(0.553277, 10.57768, 0.6062402, 11.66874);

        assertThat(unrounded.expectedRepeatOrders(52)).isCloseTo(1.473434, within(1e-5));
    }

    @Test
    void the_closed_form_has_no_gap_where_s_is_1() {
        assertThat(new ParetoNbd(0.5, 10, 1, 12).expectedRepeatOrders(39))
                .isCloseTo(new ParetoNbd(0.5, 10, 1 + 1e-6, 12).expectedRepeatOrders(39), within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 39, 78})
    void buyers_repeat_as_often_as_the_model_expects(int weeks) {
        var repeats = new ArrayList<Double>();
        for (int number = 0; number < BUYERS; number++) {
            repeats.add((double) repeatsWithin(weeks, number));
        }

        assertThat(mean(repeats))
                .isCloseTo(ParetoNbd.CDNOW.expectedRepeatOrders(weeks), within(ERRORS * standardError(repeats)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 39, 78})
    void as_many_buyers_are_alive_as_the_model_expects(int weeks) {
        double share = ParetoNbd.CDNOW.shareAlive(weeks);
        long alive = 0;
        for (int number = 0; number < BUYERS; number++) {
            alive += buyer(number).lifetime() > weeks ? 1 : 0;
        }

        assertThat((double) alive / BUYERS).isCloseTo(share, within(ERRORS * Math.sqrt(share * (1 - share) / BUYERS)));
    }

    @Test
    void nobody_orders_after_dropping_out() {
        for (int number = 0; number < 10_000; number++) {
            Buyer buyer = buyer(number);
            assertThat(ParetoNbd.repeatOrders(buyer, 78, chance("orders", number)))
                    .isSorted()
                    .allSatisfy(week -> assertThat(week).isBetween(0.0, Math.min(78, buyer.lifetime())));
        }
    }

    @Test
    void an_order_is_worth_what_the_model_expects() {
        var orders = new ArrayList<Double>();
        for (int number = 0; number < BUYERS; number++) {
            double rate = GammaGamma.CDNOW.rate(chance("spending", number));
            orders.add(GammaGamma.CDNOW.order(rate, chance("prices", number)));
        }

        assertThat(GammaGamma.CDNOW.expectedOrder()).isCloseTo(35.219, within(0.001));
        assertThat(mean(orders))
                .isCloseTo(GammaGamma.CDNOW.expectedOrder(), within(ERRORS * standardError(orders)))
                .isCloseTo(GammaGamma.CDNOW.expectedOrder(), Percentage.withPercentage(1.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.553, 1, 3.74, 6.25})
    void gamma_variates_have_their_mean_and_variance(double shape) {
        var chance = chance("gamma " + shape, 0);
        var values = new ArrayList<Double>();
        for (int number = 0; number < 2 * BUYERS; number++) {
            values.add(chance.gamma(shape, 4));
        }

        double mean = mean(values);
        double variance = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(shape / 4, within(ERRORS * standardError(values)));
        assertThat(variance).isCloseTo(shape / 16, Percentage.withPercentage(5));
    }

    private static int repeatsWithin(int weeks, int number) {
        return ParetoNbd.repeatOrders(buyer(number), weeks, chance("orders", number))
                .size();
    }

    private static Buyer buyer(int number) {
        return ParetoNbd.CDNOW.buyer(chance("buyer", number));
    }

    private static Chance chance(String decides, int number) {
        return new Chance(SEED, decides, "b" + number);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double standardError(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.size() - 1.0) / values.size());
    }
}
