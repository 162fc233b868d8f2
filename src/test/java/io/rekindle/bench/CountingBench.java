package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.ManyCustomers;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.Database;
import io.rekindle.replay.AudienceCounting;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * What a dry run over everybody costs against one COPY-out of the same rows, turn about in the same run: the audiences of the
 * book that ships, every line counted.
 */
class CountingBench {

    private static final int TURNS = 5;
    private static final RuleBook BOOK = Books.shipped();
    private static final String SAME_ROWS = """
            copy (select d.lifecycle, f.history, c.ref, c.zone, c.language,
                         array(select distinct p.channel from contact_point p where p.customer_id = c.id and p.usable)
                  from customer c join facts f on f.customer_id = c.id join due d on d.customer_id = c.id)
            to stdout (format binary)
            """;

    @Test
    void counts() throws Exception {
        List<Integer> sizes = Stream.of(System.getProperty("rekindle.bench.customers", "100000,1000000")
                        .split(","))
                .map(Integer::valueOf)
                .toList();
        try (Database database = Database.open(Path.of("target", "bench-home"), Map.of());
                BenchReport report = new BenchReport("counting everybody, " + sizes)) {
            double first = 0;
            double last = 0;
            for (int size : sizes) {
                ManyCustomers.fill(database.dataSource(), size, 1);
                last = measure(report, database.dataSource(), size);
                first = first == 0 ? last : first;
            }
            report.atMost("heap while counting, of the most against the fewest", last / first, "x", 1.2);
        }
    }

    /** The most heap that was in use, MB. */
    private static double measure(BenchReport report, DataSource source, int size) throws Exception {
        AudienceCounting counting = new AudienceCounting(source, BOOK, ManyCustomers.NOW.toEpochMilli());
        AtomicLong most = new AtomicLong();
        counting.exact(customers -> {
            if (customers % (size / 10) < 250) {
                most.accumulateAndGet(heapInUse(), Math::max);
            }
            return true;
        });
        double[] estimate = new double[TURNS];
        double[] walls = new double[TURNS];
        double[] processors = new double[TURNS];
        double[] read = new double[TURNS];
        double[] count = new double[TURNS];
        double[] cpu = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            long seed = turn;
            Processor before = Processor.now(source);
            read[turn] = seconds(() -> copyOut(source));
            Processor copied = Processor.now(source);
            count[turn] = seconds(() -> counting.exact(customers -> true));
            Processor counted = Processor.now(source);
            estimate[turn] = seconds(() -> counting.estimate(seed));
            cpu[turn] = between(copied, counted);
            walls[turn] = count[turn] / read[turn];
            processors[turn] = cpu[turn] / between(before, copied);
        }
        report.figure(size + " customers: one COPY-out of the same rows", median(read), "s");
        report.figure(size + " customers: the estimate", median(estimate), "s");
        report.figure(size + " customers: every line counted over everybody", median(count), "s");
        report.figure(size + " customers: its processor time, the database's too", median(cpu) / size * 1e6, "us each");
        report.atMost(size + " customers: counting against the COPY-out, time", median(walls), "x", 3);
        report.figure(size + " customers: the same, processor time", median(processors), "x");
        report.figure(size + " customers: heap while counting", most.get() / 1e6, "MB");
        return most.get() / 1e6;
    }

    private static double between(Processor from, Processor to) {
        return to.own()
                        .plus(to.database())
                        .minus(from.own())
                        .minus(from.database())
                        .toNanos()
                / 1e9;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static void copyOut(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(SAME_ROWS, OutputStream.nullOutputStream());
        } catch (java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What lives is found by collecting first. */
    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
