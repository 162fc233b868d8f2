package io.rekindle.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * What some work took.
 *
 * @param done how much of it there was, such as customers
 * @param own processor seconds of this process
 * @param database processor seconds of the database's processes
 * @param peakHeap the most that the heap held meanwhile, garbage included, MB
 */
record Measured(long done, double seconds, double own, double database, double peakHeap) {

    /** Does the work once; it tells how much was done. */
    static Measured of(DataSource source, LongSupplier work) {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        Processor before = Processor.now(source);
        long begun = System.nanoTime();
        long done = work.getAsLong();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Processor used = Processor.now(source).since(before);
        double peak = heap().stream()
                        .mapToDouble(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / 1e6;
        return new Measured(
                done, seconds, used.own().toNanos() / 1e9, used.database().toNanos() / 1e9, peak);
    }

    /** The one in the middle by wall time, of so many times. */
    static Measured median(int times, DataSource source, LongSupplier work) {
        List<Measured> all = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            all.add(of(source, work));
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Measured::seconds))
                .skip(times / 2)
                .findFirst()
                .orElseThrow();
    }

    /** What is reachable now, MB. */
    static double heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    void tell(BenchReport report, String what) {
        report.figure(what + ": customers", (double) done, "");
        report.figure(what + ": processor of the process, each", own * 1e6 / done, "µs");
        report.figure(what + ": processor of the database, each", database * 1e6 / done, "µs");
        report.figure(what + ": heap at its highest, garbage included", peakHeap, "MB");
    }
}
