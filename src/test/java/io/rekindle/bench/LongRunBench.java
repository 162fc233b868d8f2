package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.bench.SampleCustomers.Sample;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.drools.Release;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** One evaluator through millions of evaluations: nothing of them may be left, and they say the same in any order and thread. */
class LongRunBench {

    private static final int EVALUATIONS = Integer.getInteger("rekindle.bench.evaluations", 10_000_000);
    private static final int CUSTOMERS = 500;
    private static final long SEED = 42;
    private static final double BYTES_OF_MEGABYTE = 1 << 20;
    /** An instant at which schedules strike for most customers: 10:00 in Shanghai. */
    private static final long STRIKE =
            SampleCustomers.AT + Duration.ofMinutes(10 * 60 - 197).toMillis();

    private final Release release = Release.compile(Books.shipped());
    private final List<Sample> samples = SampleCustomers.of(CUSTOMERS, SEED);

    @Test
    void nothing_is_left_of_evaluations() {
        try (BenchReport report = new BenchReport(EVALUATIONS + " evaluations by one evaluator");
                Evaluator evaluator = new Evaluator(release)) {
            List<Sample> treated = SampleCustomers.treated(samples, evaluator, 90);
            double first = 0;
            int done = 0;
            for (int tenths : List.of(1, 5, 10)) {
                for (; done < EVALUATIONS / 10 * tenths; done++) {
                    evaluate(evaluator, treated.get(done % treated.size()), SampleCustomers.AT);
                }
                double heap = heap();
                first = first == 0 ? heap : first;
                report.figure("heap after " + done + " evaluations", heap, "MB");
            }
            report.atMost("heap grown since the first tenth", heap() - first, "MB", 1);
        }
    }

    @Test
    void evaluations_say_the_same_in_any_order_and_thread() {
        List<Evaluation> inOrder = all(index -> index);
        List<Evaluation> backwards = all(index -> samples.size() - 1 - index);
        List<Evaluation> elsewhere =
                CompletableFuture.supplyAsync(() -> all(index -> index)).join();
        Collections.reverse(backwards);
        try (BenchReport report = new BenchReport("evaluating in any order")) {
            report.figure("customers for whom something happens", changing(inOrder), "");
            report.atMost("different in the opposite order", different(inOrder, backwards), "", 0);
            report.atMost("different by another thread", different(inOrder, elsewhere), "", 0);
        }
    }

    private List<Evaluation> all(IntUnaryOperator order) {
        List<Evaluation> evaluations = new ArrayList<>();
        try (Evaluator evaluator = new Evaluator(release)) {
            for (int index = 0; index < samples.size(); index++) {
                evaluations.add(evaluate(evaluator, samples.get(order.applyAsInt(index)), STRIKE));
            }
        }
        return evaluations;
    }

    private static Evaluation evaluate(Evaluator evaluator, Sample sample, long at) {
        return evaluator.evaluate(sample.profile(), sample.history(), at - 1, at);
    }

    private static int changing(List<Evaluation> evaluations) {
        return evaluations.stream().filter(Evaluation::changes).toList().size();
    }

    private static int different(List<Evaluation> some, List<Evaluation> others) {
        int different = 0;
        for (int index = 0; index < some.size(); index++) {
            different += some.get(index).equals(others.get(index)) ? 0 : 1;
        }
        return different;
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_OF_MEGABYTE;
    }
}
