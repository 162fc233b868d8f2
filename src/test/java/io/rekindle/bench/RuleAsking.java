package io.rekindle.bench;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Asks all rules of a book of one customer after another: by our session, by hand-written Java, and by a new Drools session
 * for each. The lifecycle is known beforehand.
 */
@State(Scope.Thread)
public class RuleAsking {

    private static final int CUSTOMERS = 200;
    private static final long SEED = 42;

    /** How many rules the book has. */
    @Param({"50", "500"})
    public int rules;

    private final List<SampleCustomers.Sample> samples = SampleCustomers.of(CUSTOMERS, SEED);
    private final List<LifecycleState> states = new ArrayList<>();
    private final BitSet questions = new BitSet();
    private Release release;
    private RuleSession session;
    private BiConsumer<Facts, BitSet> byHand;
    private NewSessions naive;
    private int turn;

    /** Compiles the rules three times, and sees to it that all three say the same of every customer. */
    @Setup
    public void compile() {
        release = Release.compile(SampleRules.book(rules));
        session = release.open();
        byHand = HandWritten.rules(rules);
        naive = new NewSessions(release);
        int[] numbers = new int[rules];
        for (int rule = 0; rule < rules; rule++) {
            Campaign campaign = release.book().campaign(SampleRules.name(rule)).orElseThrow();
            numbers[rule] = release.audience(campaign);
            questions.set(numbers[rule]);
        }
        int yes = 0;
        for (SampleCustomers.Sample sample : samples) {
            states.add(session.lifecycle(new Facts(sample.profile(), sample.history(), SampleCustomers.AT)));
            BitSet hand = new BitSet();
            BitSet handSays = handWritten(states.size() - 1);
            for (int rule = 0; rule < rules; rule++) {
                hand.set(numbers[rule], handSays.get(rule));
            }
            BitSet ours = rekindle(states.size() - 1);
            if (!ours.equals(hand) || !ours.equals(newSession(states.size() - 1))) {
                throw new IllegalStateException(
                        "not the same answers for " + sample.profile().id());
            }
            yes += ours.cardinality();
        }
        System.out.printf("  %d rules, %.2f of them hold for a customer%n", rules, (double) yes / samples.size());
    }

    private Facts facts(int customer) {
        SampleCustomers.Sample sample = samples.get(customer);
        Facts facts = new Facts(sample.profile(), sample.history(), SampleCustomers.AT);
        facts.enterLifecycle(states.get(customer));
        return facts;
    }

    private int next() {
        turn = turn + 1 == samples.size() ? 0 : turn + 1;
        return turn;
    }

    private BitSet handWritten(int customer) {
        BitSet yes = new BitSet();
        byHand.accept(facts(customer), yes);
        return yes;
    }

    private BitSet rekindle(int customer) {
        return session.ask(facts(customer), questions);
    }

    private BitSet newSession(int customer) {
        return naive.ask(facts(customer), questions);
    }

    @Benchmark
    public BitSet handWritten() {
        return handWritten(next());
    }

    @Benchmark
    public BitSet rekindle() {
        return rekindle(next());
    }

    @Benchmark
    public BitSet newSession() {
        return newSession(next());
    }
}
