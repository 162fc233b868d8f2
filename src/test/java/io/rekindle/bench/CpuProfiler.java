package io.rekindle.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the threads that run a benchmark use of the processor for an operation. Busy neighbours do not count, nor do the JVM's
 * own threads, which compile and collect; the bytes allocated are told beside it.
 */
public final class CpuProfiler implements InternalProfiler {

    static final String FIGURE = "cpu.norm";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = used();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long used = used() - before;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(FIGURE, (double) used / operations, "ns/op", AggregationPolicy.AVG));
    }

    private long used() {
        long used = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("jmh-worker")) {
                used += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return used;
    }

    @Override
    public String getDescription() {
        return "processor time";
    }
}
