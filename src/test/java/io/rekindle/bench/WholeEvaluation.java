package io.rekindle.bench;

import io.rekindle.Books;
import io.rekindle.bench.SampleCustomers.Sample;
import io.rekindle.engine.decision.Evaluation;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.BitSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The whole evaluation of one customer after another by the book that ships, and its parts. The book has treated them for
 * ninety days; nothing is left to decide at the instant.
 */
@State(Scope.Thread)
public class WholeEvaluation {

    /** Few enough to stay in the processor's cache, as a customer does that a sweep has just read. */
    private static final int CUSTOMERS = 200;

    private static final long SEED = 42;
    private static final int DAYS = 90;

    private final BitSet scheduled = new BitSet();
    private Evaluator evaluator;
    private RuleSession session;
    private Sample[] samples;
    private byte[][] stored;
    private Facts[] facts;
    private int turn;

    @Setup
    public void treat() {
        Release release = Release.compile(Books.shipped());
        evaluator = new Evaluator(release);
        session = release.open();
        List<Sample> treated = SampleCustomers.treated(SampleCustomers.of(CUSTOMERS, SEED), evaluator, DAYS);
        samples = treated.toArray(new Sample[0]);
        stored = treated.stream().map(one -> one.history().toBytes()).toArray(byte[][]::new);
        facts = treated.stream()
                .map(one -> evaluator.facts(one.profile(), one.history(), SampleCustomers.AT))
                .toArray(Facts[]::new);
        for (Campaign campaign : release.book().campaigns()) {
            if (campaign.trigger() instanceof Trigger.Schedule) {
                scheduled.set(release.audience(campaign));
            }
        }
        for (Sample sample : samples) {
            if (evaluate(sample).changes()) {
                throw new IllegalStateException(
                        "something is left to decide for " + sample.profile().id());
            }
        }
    }

    private Sample next() {
        turn = turn + 1 == samples.length ? 0 : turn + 1;
        return samples[turn];
    }

    private Evaluation evaluate(Sample sample) {
        return evaluator.evaluate(sample.profile(), sample.history(), SampleCustomers.AT - 1, SampleCustomers.AT);
    }

    /** All of it. */
    @Benchmark
    public Evaluation evaluate() {
        return evaluate(next());
    }

    /** A customer's facts, and whether there is such a customer. */
    @Benchmark
    public boolean facts() {
        Sample sample = next();
        return new Facts(sample.profile(), sample.history(), SampleCustomers.AT).exists();
    }

    /** The facts, and the lifecycle grid asked of them. */
    @Benchmark
    public Facts lifecycle() {
        Sample sample = next();
        return evaluator.facts(sample.profile(), sample.history(), SampleCustomers.AT);
    }

    /** The audiences of all scheduled campaigns. */
    @Benchmark
    public BitSet campaigns() {
        next();
        return session.ask(facts[turn], scheduled);
    }

    /** The first event that is known before its time; most of what the next instant costs besides the rules' own horizons. */
    @Benchmark
    public long nextEvent() {
        return next().history().nextEventAfter(SampleCustomers.AT);
    }

    /** What a sweep does with a customer between reading a row and writing it. */
    @Benchmark
    public Evaluation readAndEvaluate() {
        Sample sample = next();
        return evaluate(new Sample(sample.profile(), History.fromBytes(stored[turn])));
    }

    /** Not part of it, but of every sweep: the history from the bytes it is stored as. */
    @Benchmark
    public History read() {
        next();
        return History.fromBytes(stored[turn]);
    }
}
