package io.rekindle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.BatchCollidedException;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.ReleaseReplacedException;
import io.rekindle.engine.sweep.Review;
import io.rekindle.engine.sweep.Sweep;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.engine.sweep.Swept;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresDueCustomers;
import io.rekindle.release.Evaluators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class SweepOnManyThreadsTest {

    private static final String MORNING = "2026-03-02T09:00:00Z";
    private static final long NOON = SmallShop.millis("2026-03-02T12:00:00Z");
    private static final int THREADS = 3;
    /** At least a batch for each thread. */
    private static final int CUSTOMERS = 3_200;

    private static final Map<String, String> HELLO = Map.of("campaigns/hello.yaml", """
            campaign: hello
            name: 欢迎 | Hello
            trigger: event user_registered
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """);

    private final SmallShop shop;

    SweepOnManyThreadsTest(DataSource database) {
        this.shop = new SmallShop(database, HELLO);
        List<String> refs =
                IntStream.range(0, CUSTOMERS).mapToObj(index -> "c" + index).toList();
        List<Event> events = new ArrayList<>();
        refs.forEach(ref -> events.add(SmallShop.event("r-" + ref, ref, "User Registered", MORNING)));
        shop.customers(refs, null);
        shop.store(events, MORNING);
    }

    /** Looks at each batch, or changes it, as it is taken, and may refuse to write it. */
    private record Watched(
            DueCustomers due, UnaryOperator<DueCustomer> each, Runnable beforeReserving, Runnable beforeWriting)
            implements DueCustomers {

        @Override
        public @Nullable Review review(Release release, long until) {
            return due.review(release, until);
        }

        @Override
        public Batch take(Release release, Place after, long until, int most) {
            Batch taken = due.take(release, after, until, most);
            List<DueCustomer> customers = taken.customers().stream().map(each).toList();
            return new Batch() {
                @Override
                public List<DueCustomer> customers() {
                    return customers;
                }

                @Override
                public List<Grant> reserve(List<Decision> sends) {
                    beforeReserving.run();
                    return taken.reserve(sends);
                }

                @Override
                public void write(List<Swept> swept) {
                    beforeWriting.run();
                    taken.write(swept);
                }

                @Override
                public void close() {
                    taken.close();
                }
            };
        }
    }

    private SweepReport sweep(UnaryOperator<DueCustomer> each, Runnable beforeWriting) {
        return sweep(each, () -> {}, beforeWriting);
    }

    private SweepReport sweep(UnaryOperator<DueCustomer> each, Runnable beforeReserving, Runnable beforeWriting) {
        DueCustomers due = new PostgresDueCustomers(shop.database(), MessagePrices::new);
        try (Evaluators evaluators = new Evaluators(shop.installation()::release, THREADS)) {
            return new Sweep(new Watched(due, each, beforeReserving, beforeWriting))
                    .run(evaluators::lendTo, THREADS, NOON - Sweep.CATCH_UP.toMillis(), NOON, customers -> {});
        }
    }

    private void everybodyWasWelcomedOnce() {
        assertThat(shop.rows("select count(*), count(distinct customer_id), min(state) from touchpoint"))
                .containsExactly(CUSTOMERS + " " + CUSTOMERS + " planned");
        assertThat(shop.rows("select count(*), count(distinct customer_id) from entry"))
                .containsExactly(CUSTOMERS + " " + CUSTOMERS);
        assertThat(shop.number("select count(*) from due where due_at <= instant(" + NOON + ")"))
                .isZero();
    }

    @Test
    void takes_everybody_once_and_on_every_thread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch allAtWork = new CountDownLatch(THREADS);
        AtomicInteger told = new AtomicInteger();

        SweepReport report = sweep(
                one -> {
                    told.incrementAndGet();
                    return one;
                },
                () -> {
                    // With a batch taken and nothing reserved yet, so that nobody waits for another's budget.
                    if (threads.add(Thread.currentThread())) {
                        allAtWork.countDown();
                        await(allAtWork);
                    }
                },
                () -> {});

        assertThat(List.of(report.customers(), report.touchpoints())).containsOnly((long) CUSTOMERS);
        assertThat(told).hasValue(CUSTOMERS);
        assertThat(threads).hasSize(THREADS);
        everybodyWasWelcomedOnce();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void takes_a_batch_again_that_stood_in_anothers_way() {
        AtomicInteger writing = new AtomicInteger();

        SweepReport report = sweep(one -> one, () -> {
            if (writing.incrementAndGet() % 2 == 1) {
                throw new BatchCollidedException(new IllegalStateException("every other batch"));
            }
        });

        assertThat(report.customers()).isEqualTo(CUSTOMERS);
        everybodyWasWelcomedOnce();
    }

    @Test
    void goes_on_without_customers_who_cannot_be_evaluated() {
        Set<String> broken = Set.of("c7", "c1500", "c3199");

        SweepReport report = sweep(one -> broken.contains(one.profile().id().value()) ? zoneless(one) : one, () -> {});

        assertThat(report.customers()).isEqualTo(CUSTOMERS);
        assertThat(report.touchpoints()).isEqualTo(CUSTOMERS - broken.size());
        assertThat(shop.rows("select ref, failures, millis(due_at) - " + NOON
                        + " from due d join customer c on c.id = customer_id where failures > 0"))
                .containsExactlyInAnyOrder("c7 1 3600000", "c1500 1 3600000", "c3199 1 3600000");
    }

    @SuppressWarnings("NullAway") // A fault provoked.
    private static DueCustomer zoneless(DueCustomer one) {
        Profile broken = new Profile(
                one.profile().id(),
                null,
                one.profile().language(),
                one.profile().reachable());
        return new DueCustomer(one.row(), broken, one.history(), one.dueAt(), one.evaluatedAt(), one.changedFrom());
    }

    @Test
    void a_thread_that_fails_keeps_nobody_from_the_others_and_is_told() {
        AtomicReference<@Nullable Thread> failing = new AtomicReference<>();

        assertThatThrownBy(() -> sweep(one -> one, () -> {
                    Thread me = Thread.currentThread();
                    if (failing.compareAndSet(null, me) || failing.get() == me) {
                        throw new IllegalStateException("the disk is full");
                    }
                }))
                .hasMessage("the disk is full");

        everybodyWasWelcomedOnce();
    }

    @Test
    void calls_no_other_thread_for_one_batch() {
        sweep(one -> one, () -> {});
        shop.happens("c3", "Order Completed", "2026-03-02T11:00:00Z", "order_id", "o1", "total", 10);
        AtomicBoolean another = new AtomicBoolean();
        Thread asking = Thread.currentThread();

        SweepReport report = sweep(
                one -> {
                    another.compareAndSet(false, Thread.currentThread() != asking);
                    return one;
                },
                () -> {});

        assertThat(report.customers()).isEqualTo(1);
        assertThat(another).isFalse();
    }

    @Test
    void evaluates_nobody_under_a_release_that_was_replaced() {
        shop.under(Books.withLifecycle(Books.FOUR_STATES), MORNING);

        assertThatThrownBy(() -> sweep(one -> one, () -> {})).isInstanceOf(ReleaseReplacedException.class);

        assertThat(shop.number("select count(*) from touchpoint")).isZero();
    }
}
