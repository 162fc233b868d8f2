package io.rekindle.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.SmallShop;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Review;
import io.rekindle.engine.sweep.Sweep;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresDueCustomers;
import io.rekindle.postgres.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A release that goes live asks about everybody, and touches the rows of those only for whom it changes something. */
@ExtendWith(FreshDatabase.class)
class UnderANewReleaseTest {

    private static final String SUNDAY = "2026-03-01T10:00:00Z";
    private static final String LIVE = "2026-03-02T08:00:00Z";
    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String ENTRIES = """
            select c.ref, to_char(entered_at at time zone 'UTC', 'MM-DD HH24:MI') from entry e
            join customer c on c.id = e.customer_id order by c.ref, entered_at
            """;
    /** Which version of each row there is. */
    private static final String VERSIONS =
            "select c.ref, due.xmin::text from due join customer c on c.id = customer_id order by c.ref";

    private static final Map<String, String> BEFORE = Map.of("campaigns/hello.yaml", """
            campaign: hello
            name: 欢迎 | Hello
            trigger: event cart_abandoned
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """);
    private static final String DAILY = """
            campaign: daily
            name: 每日 | Daily
            trigger: every day at 09:00
            audience:
              - has never ordered
            steps:
              - hello: at once, send email hello
            """;

    private final SmallShop shop;

    UnderANewReleaseTest(DataSource database) {
        shop = new SmallShop(database, BEFORE);
        shop.customers(List.of("ann", "bob", "eve"), null);
        for (String ref : List.of("ann", "bob", "eve")) {
            shop.happens(ref, "User Registered", SUNDAY);
        }
        shop.happens("bob", "Order Completed", SUNDAY, "order_id", "o1", "total", 10);
        shop.sweep(SUNDAY);
    }

    private RuleBook with(String campaign) {
        Map<String, String> files =
                new HashMap<>(shop.installation().release().book().files());
        files.put("campaigns/daily.yaml", campaign);
        return Books.of(files);
    }

    private SmallShop daily() {
        return shop.under(with(DAILY), LIVE);
    }

    private DueCustomers due() {
        return new PostgresDueCustomers(shop.database(), MessagePrices::new);
    }

    private static long toReview(SmallShop shop) {
        return new Pulse(shop.database()).queues(SmallShop.millis(NOON)).toReview();
    }

    @Test
    void whom_it_does_not_concern_is_asked_about_and_not_touched() {
        Map<String, String> before = shop.pairs(VERSIONS);

        SmallShop now = daily();
        assertThat(toReview(now)).isGreaterThanOrEqualTo(3);
        SweepReport report = now.sweep(LIVE);

        assertThat(report.reviewed()).isEqualTo(3);
        assertThat(report.customers()).isZero();
        assertThat(toReview(now)).isZero();
        Map<String, String> after = now.pairs(VERSIONS);
        assertThat(after.get("bob")).isEqualTo(before.get("bob"));
        assertThat(after.get("ann")).isNotEqualTo(before.get("ann"));
        assertThat(now.sweep(LIVE)).isEqualTo(SweepReport.NOTHING);
        now.sweep(NOON);
        assertThat(now.rows(ENTRIES)).containsExactly("ann 03-02 09:00", "eve 03-02 09:00");
    }

    @Test
    void what_struck_between_its_first_instant_and_the_first_sweep_is_made_up_for() {
        SmallShop now = daily();

        now.sweep(NOON);

        assertThat(now.rows(ENTRIES)).containsExactly("ann 03-02 09:00", "eve 03-02 09:00");
    }

    @Test
    void an_event_ahead_of_the_review_passes_nothing_over() {
        SmallShop now = daily();
        now.happens("ann", "Page Viewed", "2026-03-02T11:00:00Z");
        DueCustomers onlyAnn =
                new PostgresDueCustomers(shop.database(), MessagePrices::new).only(List.of(new CustomerId("ann")));

        try (Evaluator evaluator = now.installation().evaluator()) {
            new Sweep(onlyAnn).run(evaluator, SmallShop.millis(NOON));
        }

        assertThat(now.rows(ENTRIES)).containsExactly("ann 03-02 09:00");
        assertThat(toReview(now)).isPositive();
    }

    @Test
    void a_late_event_of_the_time_before_it_brings_nobody_back_there() {
        // At 07:00 nobody knew of the campaign. Who is told of late begins late.
        SmallShop now = shop.under(with(DAILY.replace("09:00", "07:00")), LIVE);
        now.sweep(LIVE);

        now.arrives("ann", "Page Viewed", "2026-03-02T06:00:00Z", NOON);
        now.sweep(NOON);

        assertThat(now.rows(ENTRIES)).containsExactly("ann 03-02 12:00");
    }

    @Test
    void another_zone_brings_nobody_back_there() {
        SmallShop now = shop.under(with(DAILY.replace("09:00", "07:00")), LIVE);
        now.sweep(LIVE);

        now.customer("ann", "Europe/Dublin");
        now.sweep(NOON);

        assertThat(now.rows(ENTRIES)).isEmpty();
    }

    @Test
    void who_cannot_be_evaluated_is_left_to_the_sweep() {
        Release release = daily().installation().release();
        try (Evaluator evaluator = new Evaluator(release);
                Review taken = due().review(release, SmallShop.millis(NOON))) {
            Review broken = new Broken(taken);

            assertThat(broken.sooner(evaluator, 0))
                    .hasSize(3)
                    .extracting(Review.FallsDue::at)
                    .containsOnly(SmallShop.millis(LIVE));
        }
    }

    /** Of the customers, nothing is known that evaluating needs. */
    private record Broken(Review taken) implements Review {

        @Override
        public List<Candidate> candidates() {
            return taken.candidates().stream()
                    .map(one -> new Candidate(
                            new DueCustomer(
                                    one.customer().row(),
                                    new Profile(new CustomerId("x"), null, "en", Set.of()),
                                    one.customer().history(),
                                    one.customer().dueAt(),
                                    one.customer().evaluatedAt(),
                                    one.customer().changedFrom()),
                            one.otherwise()))
                    .toList();
        }

        @Override
        public void write(List<FallsDue> sooner) {
            taken.write(sooner);
        }

        @Override
        public void close() {}
    }

    @Test
    void a_review_that_dies_is_done_again() {
        SmallShop now = daily();
        Release release = now.installation().release();
        try (Review died = due().review(release, SmallShop.millis(NOON))) {
            assertThat(died.candidates()).hasSize(3);
            assertThat(due().review(release, SmallShop.millis(NOON))).isNull();
        }

        assertThat(now.sweep(NOON).reviewed()).isEqualTo(3);
    }

    @Test
    void waits_for_whoever_is_evaluated_under_the_one_before() throws Exception {
        shop.happens("eve", "Page Viewed", "2026-03-02T07:00:00Z");
        Release old = shop.installation().release();
        List<String> order = new ArrayList<>();
        Thread goingLive = new Thread(() -> {
            daily();
            order.add("live");
        });
        try (DueCustomers.Batch batch = due().take(old, DueCustomers.Place.START, SmallShop.millis(LIVE), 10)) {
            assertThat(batch.customers()).hasSize(1);
            goingLive.start();
            await().until(() ->
                    shop.number("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 1);
            order.add("batch");
        }
        goingLive.join(Duration.ofSeconds(20).toMillis());

        assertThat(order).containsExactly("batch", "live");
        SmallShop now = daily();
        now.sweep(NOON);
        assertThat(now.rows(ENTRIES)).containsExactly("ann 03-02 09:00", "eve 03-02 09:00");
    }

    @Test
    void one_that_follows_at_once_asks_about_everybody_anew() {
        List<String> refs =
                IntStream.range(0, 2500).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        List<Event> events = new ArrayList<>();
        refs.forEach(ref -> events.add(SmallShop.event("r-" + ref, ref, "User Registered", SUNDAY)));
        shop.store(events, SUNDAY);
        shop.sweep(SUNDAY);

        SmallShop first = daily();
        try (Evaluator evaluator = first.installation().evaluator();
                Review some = due().review(first.installation().release(), SmallShop.millis(LIVE))) {
            some.write(some.sooner(evaluator, 0));
        }
        SmallShop second = first.under(with(DAILY.replace("09:00", "10:00")), "2026-03-02T08:00:01Z");
        long notDueYet = second.number("select count(*) from due where due_at is null");
        SweepReport report = second.sweep(NOON);

        assertThat(report.reviewed()).isEqualTo(notDueYet).isBetween(1000L, 2502L);
        assertThat(second.rows("select distinct to_char(entered_at at time zone 'UTC', 'HH24:MI') from entry"))
                .containsExactly("10:00");
        assertThat(second.number("select count(*) from entry")).isEqualTo(2502);
    }

    @Test
    void the_former_one_live_again_asks_about_everybody_anew() {
        SmallShop now = daily();
        now.sweep(LIVE);
        SmallShop again = now.under(shop.installation().release().book(), "2026-03-02T08:30:00Z");

        assertThat(again.sweep(NOON).reviewed()).isPositive();
        assertThat(again.rows(ENTRIES)).isEmpty();
    }
}
