package io.rekindle.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Rules and evaluations by JMH: every round forks a process for each of them in turn, and the median of the rounds is told,
 * in processor time.
 */
class EvaluatingBench {

    private static final int ROUNDS = Integer.getInteger("rekindle.bench.rounds", 3);
    private static final int WARMING_UP = Integer.getInteger("rekindle.bench.jmh.warming", 12);
    private static final int MEASURED = Integer.getInteger("rekindle.bench.jmh.measured", 4);

    private record Figure(double nanos, double bytes) {}

    private final Map<String, List<Figure>> rounds = new TreeMap<>();

    @Test
    void evaluating() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (RunResult result : new Runner(options()).run()) {
                String rules = result.getParams().getParam("rules");
                rounds.computeIfAbsent(
                                result.getPrimaryResult().getLabel() + (rules == null ? "" : rules),
                                unused -> new ArrayList<>())
                        .add(new Figure(
                                result.getSecondaryResults()
                                        .get(CpuProfiler.FIGURE)
                                        .getScore(),
                                result.getSecondaryResults()
                                        .get("gc.alloc.rate.norm")
                                        .getScore()));
            }
        }
        try (BenchReport report = new BenchReport("evaluating customers, median of " + ROUNDS)) {
            rules(report, 50, 8);
            rules(report, 500, 8);
            whole(report);
        }
    }

    private static org.openjdk.jmh.runner.options.Options options() {
        return new OptionsBuilder()
                .include("io\\.rekindle\\.bench\\.(RuleAsking|WholeEvaluation)\\.")
                .mode(Mode.AverageTime)
                .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARMING_UP)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASURED)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-XX:+UseSerialGC", "-Xmx1g")
                .addProfiler(CpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private void rules(BenchReport report, int rules, double most) {
        double byHand = tell(report, "handWritten" + rules, rules + " rules in hand-written Java");
        double ours = tell(report, "rekindle" + rules, rules + " rules in a rule session");
        double naive = tell(report, "newSession" + rules, rules + " rules in a new KieSession a customer");
        report.atMost(rules + " rules against hand-written Java", ours / byHand, "x", most);
        report.atLeast(rules + " rules against new sessions", naive / ours, "x faster", 7);
    }

    private void whole(BenchReport report) {
        double facts = tell(report, "facts", "facts");
        double withLifecycle = tell(report, "lifecycle", "facts and lifecycle");
        double campaigns = tell(report, "campaigns", "audiences of all schedules");
        double event = tell(report, "nextEvent", "next known event");
        double all = tell(report, "evaluate", "evaluate(), nothing happening");
        report.figure("  of it: facts", facts, "ns");
        report.figure("  of it: lifecycle", withLifecycle - facts, "ns");
        report.figure("  of it: campaigns, exits, steps, triggers", all - withLifecycle - event, "ns");
        report.figure("    (all scheduled audiences asked at once)", campaigns, "ns");
        report.figure("  of it: next known event", event, "ns");
        tell(report, "readAndEvaluate", "history read and evaluated, as in a sweep");
        tell(report, "read", "history from its stored bytes (not part of it)");
        report.atMost("evaluate(), nothing happening", all / 1000, "us", 5);
    }

    private double tell(BenchReport report, String label, String what) {
        double nanos = median(label, Comparator.comparingDouble(Figure::nanos)).nanos();
        report.figure(what, nanos, "ns CPU");
        report.figure(
                "  allocated",
                median(label, Comparator.comparingDouble(Figure::bytes)).bytes(),
                "bytes");
        return nanos;
    }

    private Figure median(String label, Comparator<Figure> by) {
        List<Figure> sorted =
                rounds.getOrDefault(label, List.of()).stream().sorted(by).toList();
        if (sorted.isEmpty()) {
            throw new IllegalStateException("no figures for " + label + ", only for " + rounds.keySet());
        }
        return sorted.get(sorted.size() / 2);
    }
}
