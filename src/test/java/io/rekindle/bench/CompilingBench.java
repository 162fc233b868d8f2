package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.bench.SampleCustomers.Sample;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.MessageChecks;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.engine.trial.TestFiles;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Compiling a release, in a process that has done nothing yet and in one that has; and evaluating goes on meanwhile. */
class CompilingBench {

    private static final int CUSTOMERS = 200;
    private static final long SEED = 42;
    private static final int WARM = 4;
    private static final int EVALUATIONS = 300_000;
    private static final double NANOS_OF_SECOND = 1e9;

    @Test
    void compiling() throws Exception {
        try (BenchReport report = new BenchReport("compiling a release")) {
            for (int campaigns : List.of(50, 200)) {
                double[] figures = inNewProcess(campaigns);
                String what = campaigns + " campaigns, ";
                report.figure(what + "the first time in a process", figures[0], "s");
                report.figure(what + "again", figures[1], "s");
                report.figure("  checking its files, the first time", figures[4], "s");
                report.atMost("  checking its files again, for 200 campaigns", figures[5], "s", 2);
                report.figure("  evaluating by itself", figures[2], "ns CPU");
                report.figure("  evaluating while it compiles", figures[3], "ns CPU");
                report.atMost("  evaluating while it compiles against by itself", figures[3] / figures[2], "x", 1.5);
            }
        }
    }

    private static double[] inNewProcess(int campaigns) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompilingBench.class.getName(),
                        String.valueOf(campaigns))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the process failed: " + said);
        }
        String figures = said.lines()
                .filter(line -> line.startsWith("figures "))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(figures.substring("figures ".length()).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Prints how long it took to compile a book of so many campaigns, and what an evaluation cost without and meanwhile. */
    public static void main(String[] arguments) {
        RuleBook book = SampleRules.book(Integer.parseInt(arguments[0]));
        double cold = seconds(book);
        double warm = 0;
        for (int time = 0; time < WARM; time++) {
            warm = seconds(book);
        }
        try (Evaluator evaluator = new Evaluator(Release.compile(Books.shipped()))) {
            List<Sample> samples = SampleCustomers.treated(SampleCustomers.of(CUSTOMERS, SEED), evaluator, 90);
            evaluate(evaluator, samples, EVALUATIONS);
            double alone = evaluate(evaluator, samples, EVALUATIONS);
            CompletableFuture<Double> compiling = CompletableFuture.supplyAsync(() -> seconds(book));
            double sum = 0;
            int times = 0;
            while (!compiling.isDone() || times == 0) {
                sum += evaluate(evaluator, samples, samples.size());
                times++;
            }
            double checkedFirst = checked(book);
            double checkedAgain = 0;
            for (int time = 0; time < WARM; time++) {
                checkedAgain = checked(book);
            }
            System.out.println("figures " + cold + " " + warm + " " + alone + " " + sum / times + " " + checkedFirst
                    + " " + checkedAgain);
        }
    }

    private static double seconds(RuleBook book) {
        long begun = System.nanoTime();
        Release.compile(book);
        return (System.nanoTime() - begun) / NANOS_OF_SECOND;
    }

    /** All that {@code rekindle check} does with the files. */
    private static double checked(RuleBook book) {
        long begun = System.nanoTime();
        Reading reading = TestFiles.added(MessageChecks.added(RuleBooks.parse(book.files())));
        if (reading.book().isEmpty()) {
            throw new IllegalStateException("the book has errors: " + reading.errors());
        }
        return (System.nanoTime() - begun) / NANOS_OF_SECOND;
    }

    /** Nanoseconds of this thread's processor time for each of so many evaluations. */
    private static double evaluate(Evaluator evaluator, List<Sample> samples, int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        for (int time = 0; time < times; time++) {
            Sample sample = samples.get(time % samples.size());
            evaluator.evaluate(sample.profile(), sample.history(), SampleCustomers.AT - 1, SampleCustomers.AT);
        }
        return (double) (threads.getCurrentThreadCpuTime() - begun) / times;
    }
}
