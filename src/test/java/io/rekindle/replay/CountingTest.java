package io.rekindle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.ManyCustomers;
import io.rekindle.engine.decision.AudienceCounter;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.measure.Estimate;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.CustomerScan;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresCustomers;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Counts over everybody: by some, by all, by several threads, and given up. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountingTest {

    private static final int CUSTOMERS = 9_000;
    private static final long AT = ManyCustomers.NOW.toEpochMilli();
    private static final RuleBook BOOK = Books.shipped();

    private DataSource database;

    @BeforeAll
    void customers(DataSource fresh) {
        database = fresh;
        ManyCustomers.fill(fresh, CUSTOMERS, 20_261_122);
    }

    @Test
    void the_sum_of_what_several_threads_count_is_what_one_counts() {
        Audiences counted =
                new AudienceCounting(database, BOOK, AT).exact(read -> true).orElseThrow();

        Installation installation = Installation.toRead(database, BOOK, Clock.fixed(ManyCustomers.NOW, ZoneOffset.UTC));
        try (Evaluator evaluator = installation.evaluator()) {
            AudienceCounter one = new AudienceCounter(evaluator);
            installation.customers().forEach(known -> one.count(evaluator.facts(known.profile(), known.history(), AT)));
            assertThat(counted.counts()).isEqualTo(one.counts());
            assertThat(counted.customers()).isEqualTo(one.customers()).isEqualTo(CUSTOMERS);
            assertThat(counted.counts()).anyMatch(count -> count.size() > 0 && count.size() < CUSTOMERS);
        }
    }

    @Test
    void everybody_is_read_once_by_one_reader_or_another() {
        Map<String, Integer> times = new ConcurrentHashMap<>();
        List<Consumer<PostgresCustomers.Known>> readers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            readers.add(known -> times.merge(known.profile().id().value(), 1, Integer::sum));
        }
        AtomicLong last = new AtomicLong();
        boolean whole = new CustomerScan(database, BOOK::policy).read(readers, read -> {
            last.set(read);
            return true;
        });

        assertThat(whole).isTrue();
        assertThat(times).hasSize(CUSTOMERS).allSatisfy((customer, read) -> assertThat(read)
                .isEqualTo(1));
        assertThat(last).hasValue(CUSTOMERS);
    }

    @Test
    void an_estimate_s_interval_has_the_exact_answer_in_it_for_nearly_every_draw() {
        AudienceCounting counting = new AudienceCounting(database, BOOK, AT);
        Audiences exact = counting.exact(read -> true).orElseThrow();
        int intervals = 0;
        int right = 0;
        for (long seed = 0; seed < 20; seed++) {
            AudienceCounting.Estimated estimated = counting.estimate(seed);
            assertThat(estimated.customers()).isEqualTo(CUSTOMERS);
            assertThat(estimated.drawn()).isEqualTo(Everybody.DRAWN);
            for (int campaign = 0; campaign < exact.counts().size(); campaign++) {
                Estimate size = estimated.audiences().get(campaign).size();
                long is = exact.counts().get(campaign).size();
                intervals++;
                right += size.low() <= is && is <= size.high() ? 1 : 0;
            }
        }
        assertThat((double) right / intervals).isGreaterThan(0.9);
    }

    @Test
    void other_seeds_draw_other_customers_and_none_twice() {
        PostgresCustomers customers = new PostgresCustomers(database, BOOK::policy);
        Set<String> one = ConcurrentHashMap.newKeySet();
        Set<String> another = ConcurrentHashMap.newKeySet();
        customers.draw(1, 500, known -> one.add(known.profile().id().value()));
        customers.draw(2, 500, known -> another.add(known.profile().id().value()));

        assertThat(one).hasSize(500).isNotEqualTo(another);
        another.retainAll(one);
        // 500 of 9,000 drawn twice meet 28 times on average.
        assertThat(another).hasSizeBetween(8, 60);
    }

    @Test
    void who_says_no_stops_the_reading() {
        AtomicLong read = new AtomicLong();
        assertThat(new AudienceCounting(database, BOOK, AT).exact(soFar -> {
                    read.set(soFar);
                    return false;
                }))
                .isEmpty();
        assertThat(read.get()).isPositive().isLessThanOrEqualTo(250);
        // The connections are there for others again.
        assertThat(new PostgresCustomers(database, BOOK::policy).count()).isEqualTo(CUSTOMERS);
    }

    @Test
    void a_reader_that_fails_ends_the_count_with_its_failure() {
        Consumer<PostgresCustomers.Known> fails = known -> {
            throw new IllegalStateException("cannot be evaluated");
        };
        AtomicLong read = new AtomicLong();
        Consumer<PostgresCustomers.Known> counts = known -> read.incrementAndGet();

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new CustomerScan(database, BOOK::policy).read(List.of(counts, fails), soFar -> true))
                .hasMessage("cannot be evaluated");
        assertThat(read.get()).isLessThan(CUSTOMERS);
    }

    @Test
    void lifecycle_states_are_estimated_and_counted_alike() {
        Installation installation = Installation.toRead(database, BOOK, Clock.fixed(ManyCustomers.NOW, ZoneOffset.UTC));
        LifecycleCounting counting = new LifecycleCounting(List.of(LocalDate.of(2026, 10, 31)), installation);

        LifecycleCounts exact = counting.exact(read -> true).orElseThrow().get(0);
        LifecycleCounting.Estimated estimated = counting.estimate(7).get(0);

        assertThat(exact.total() + exact.unmatched()).isPositive();
        assertThat(estimated.counts().keySet())
                .containsExactlyElementsOf(exact.counts().keySet());
        assertThat(estimated.counts())
                .allSatisfy((state, estimate) -> assertThat(exact.counts().get(state))
                        .isBetween(estimate.low() - CUSTOMERS / 50, estimate.high() + CUSTOMERS / 50));
    }
}
