package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.SweepReport;
import io.rekindle.postgres.Database;
import io.rekindle.release.Evaluators;
import io.rekindle.settings.ScheduleSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sweeps of bases of several sizes under the book that ships, each with everybody, 1 %, 0.1 % and a thousand due, against what
 * plain SQL takes to classify or to write as many. The database waits for the disk, as a real one does.
 */
class SweepBench {

    private static final int ROUNDS = Integer.getInteger("rekindle.bench.rounds", 3);
    /** Larger bases come without their event table, which takes most of the time to fill. */
    private static final int EVENTS_UP_TO = Integer.getInteger("rekindle.bench.events", 10_000);

    /** Goes on with what a run before left in the database, where that is as large. */
    private static final boolean REUSE = Boolean.getBoolean("rekindle.bench.reuse");

    /** Whether everybody is evaluated, too, and not only who changed. */
    private static final boolean ALL = !"false".equals(System.getProperty("rekindle.bench.all"));

    private static final int THREADS =
            Integer.getInteger("rekindle.bench.threads", ScheduleSettings.DEFAULT.threadsOfSweep());

    private static final int SAME_COUNT = 1_000;
    private static final Map<Integer, double[]> LIMITS =
            Map.of(100_000, new double[] {3, 0.3}, 1_000_000, new double[] {20, 1});

    private final BenchReport report = new BenchReport("sweeps on " + Machine.inWords());
    private SweepReport made = SweepReport.NOTHING;
    private long events;
    private Evaluators evaluators = new Evaluators(
            () -> {
                throw new IllegalStateException();
            },
            1);

    @Test
    void sweeps() {
        List<Integer> sizes = Stream.of(System.getProperty("rekindle.bench.customers", "10000,100000,1000000")
                        .split(","))
                .map(Integer::valueOf)
                .toList();
        try (report;
                Database database = Database.open(Path.of("target", "bench-home"), Map.of())) {
            double before = 0;
            for (int size : sizes) {
                double each = base(database, size);
                if (before > 0) {
                    report.atMost(size + ": a thousand due, against a tenth of the base", each / before, "x", 1.2);
                }
                before = each;
            }
        }
    }

    /** Returns what a thousand due customers took, in seconds. */
    private double base(Database database, int size) {
        RoundTrips trips = new RoundTrips(database.dataSource());
        JdbcClient sql = JdbcClient.create(database.dataSource());
        Population population = new Population(size, size <= EVENTS_UP_TO);
        boolean filled = REUSE && population.isLoaded(database.dataSource());
        Instant now = filled ? latest(sql) : population.end();
        if (!filled) {
            fill(database, sql, population, size);
        }
        Installation shop = Installation.open(trips.counted(), Books.shipped(), Clock.systemUTC());
        evaluators = new Evaluators(shop::release, THREADS);
        double[] limits = LIMITS.getOrDefault(size, new double[] {Double.NaN, Double.NaN});
        if (!filled) {
            tell(size + ", all for the first time", measure(database, shop, now, now), limits[0]);
            waited(size + ", all for the first time", trips);
            sql.sql("vacuum analyze").update();
        }
        trips.perCommit();
        trips.waited();

        now = now.plusSeconds(1);
        if (ALL) {
            now = released(database, shop, size, now, limits[0]);
            List<Measured> again = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                now = now.plusSeconds(1);
                everybodyDue(sql, now);
                again.add(measure(database, shop, now, now));
            }
            tell(size + ", all due and written", median(again), limits[0]);
            report.figure(size + ", all due and written: round trips a batch", trips.perCommit(), "");
            waited(size + ", all due and written", trips);
            limits(database, sql, size);
        }

        for (int part : new int[] {100, 1000}) {
            now = changed(database, shop, population, size, size / part, now);
            tell(size + ", " + 100.0 / part + " % changed", last, part == 100 ? limits[1] : Double.NaN);
        }
        report.figure(size + ", 0.1 % changed: round trips a batch", trips.perCommit(), "");
        now = changed(database, shop, population, size, Math.min(size, SAME_COUNT), now);
        tell(size + ", a thousand changed", last, Double.NaN);
        report.figure(size + ", a thousand changed: processor of both", (last.own() + last.database()) * 1000, "ms");
        double same = last.seconds();
        trips.waited();

        Instant nextDay = now.plus(Duration.ofDays(1));
        tell(size + ", a day as it comes", measure(database, shop, now, nextDay), Double.NaN);
        report.figure(size + ", a day as it comes: evaluations", (double) made.evaluations(), "");
        report.figure(size + ", a day as it comes: entries", (double) made.entries(), "");
        report.figure(
                size + ", a day as it comes: messages and refusals",
                (double) (made.touchpoints() + made.refusals()),
                "");
        waited(size + ", a day as it comes", trips);
        report.atMost(size + ": heap in use after all that", Measured.heapInUse(), "MB", 512);
        return same;
    }

    /**
     * New releases that ask everybody again, from going live to the last one's answer: one that concerns nobody, and one that moves
     * when a campaign strikes; each time back to the book that ships, too.
     */
    private Instant released(Database database, Installation shop, int size, Instant from, double limit) {
        Release shipped = shop.release();
        Map<String, String> words = changed("templates/recall-60.email.en.txt", "\n", "\n\n");
        Map<String, String> hours = changed("campaigns/dormant-recall.yaml", "at 10:00", "at 16:00");
        Instant now = from;
        for (var change : Map.of("a release of other words", words, "a release of other hours", hours)
                .entrySet()) {
            List<Measured> rounds = new ArrayList<>();
            for (Release release : List.of(Release.compile(Books.shippedBut(change.getValue())), shipped)) {
                now = now.plusSeconds(1);
                rounds.add(goesLive(database, shop, release, now));
            }
            String what = size + ", all asked for " + change.getKey();
            tell(what, median(rounds), limit);
            report.figure(what + ": of them due", (double) made.customers(), "");
        }
        return now;
    }

    private static Map<String, String> changed(String file, String words, String others) {
        String text = Objects.requireNonNull(Books.shipped().files().get(file));
        return Map.of(file, text.replaceFirst(Pattern.quote(words), others));
    }

    private Measured goesLive(Database database, Installation shop, Release release, Instant now) {
        shop.use(release);
        return Measured.of(database.dataSource(), () -> {
            shop.releases().activate(release.book(), now.toEpochMilli());
            made = sweep(shop, now, now);
            return made.reviewed();
        });
    }

    private void fill(Database database, JdbcClient sql, Population population, int size) {
        long begun = System.nanoTime();
        population.load(database.dataSource());
        report.figure(size + ": filling the database", (System.nanoTime() - begun) / 1e9, "s");
        double bytes = sql.sql("select avg(length(history)) from facts")
                .query(Double.class)
                .single();
        report.figure(size + ": a history", bytes, "bytes");
    }

    private static Instant latest(JdbcClient sql) {
        return Instant.ofEpochMilli(sql.sql("select millis(max(evaluated_at)) from due")
                .query(Long.class)
                .single());
    }

    private void waited(String what, RoundTrips trips) {
        trips.waited().forEach((statement, seconds) -> {
            if (seconds > 0.01) {
                report.figure(what + ": waited for " + statement, seconds, "s");
            }
        });
    }

    private Measured last = new Measured(0, 0, 0, 0, 0);

    /** Rounds of so many customers, spread over the base, to whom something happens; others each time. */
    private Instant changed(
            Database database, Installation shop, Population population, int size, int count, Instant from) {
        Instant now = from;
        List<Measured> rounds = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            now = now.plusSeconds(10);
            happens(shop, population, size, count, now, round);
            rounds.add(measure(database, shop, now, now));
        }
        last = median(rounds);
        return now;
    }

    /** One in five orders, the others look around. */
    private void happens(Installation shop, Population population, int size, int count, Instant at, int round) {
        List<Event> batch = new ArrayList<>();
        int step = size / count;
        for (int index = 0; index < count; index++) {
            int number = 1 + (index * step + round * 7) % size;
            var properties = new TreeMap<String, Object>();
            boolean orders = index % 5 == 0;
            if (orders) {
                properties.put("order_id", "bench-" + ++events);
                properties.put("total", new BigDecimal("120.00"));
                properties.put("currency", "CNY");
            }
            batch.add(new Event(
                    "bench/" + at.toEpochMilli() + "/" + ++events,
                    new CustomerId(population.id(number)),
                    orders ? "Order Completed" : "Page Viewed",
                    at,
                    properties));
            if (batch.size() == 1000 || index == count - 1) {
                shop.intake().store(batch, at.toEpochMilli());
                batch.clear();
            }
        }
    }

    private static void everybodyDue(JdbcClient sql, Instant at) {
        sql.sql("update due set due_at = instant(?)").param(at.toEpochMilli()).update();
        sql.sql("vacuum due").update();
    }

    private Measured measure(Database database, Installation shop, Instant from, Instant until) {
        return Measured.of(database.dataSource(), () -> {
            made = sweep(shop, from, until);
            return made.customers();
        });
    }

    private SweepReport sweep(Installation shop, Instant from, Instant until) {
        return shop.sweep()
                .run(evaluators::lendTo, THREADS, from.toEpochMilli(), until.toEpochMilli(), customers -> {});
    }

    /** What SQL alone takes: to find everybody's state from columns that hold just what the grid asks, and to write all rows. */
    private void limits(Database database, JdbcClient sql, int size) {
        Measured read = Measured.median(ROUNDS, database.dataSource(), () -> sql.sql("""
                select sum(n) from (
                    select state, count(*) as n from (
                        select case when orders = 0 then 'prospect'
                            when last_order <= now() - interval '120 days' then 'lost'
                            when last_order <= now() - interval '30 days' then 'dormant'
                            when visits * 2 <= visits_before then 'churn_risk'
                            when orders >= 5 and spend_micros >= 2000000000 then 'loyal'
                            when orders = 1 then 'new' else 'active' end as state from flat) each group by state) counts
                """)
                .query(Long.class)
                .single());
        report.figure(size + ": limit, one SQL that classifies all", read.seconds(), "s");
        Measured write = Measured.median(
                ROUNDS, database.dataSource(), () -> sql.sql("""
                update due set due_at = due_at + interval '1 millisecond', failures = 0
                """).update());
        report.figure(size + ": limit, one UPDATE of all due rows", write.seconds(), "s");
        report.figure(size + ": the same, processor of the database, each", write.database() * 1e6 / size, "µs");
        // Back to when they were due, or nobody would be evaluated at the instants at which campaigns strike.
        sql.sql("update due set due_at = due_at - ? * interval '1 millisecond'")
                .param(ROUNDS)
                .update();
        sql.sql("vacuum due").update();
    }

    private void tell(String what, Measured measured, double limit) {
        if (Double.isNaN(limit)) {
            report.figure(what, measured.seconds(), "s");
        } else {
            report.atMost(what, measured.seconds(), "s", limit);
        }
        measured.tell(report, what);
    }

    private static Measured median(List<Measured> rounds) {
        return rounds.stream()
                .sorted((one, other) -> Double.compare(one.seconds(), other.seconds()))
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
