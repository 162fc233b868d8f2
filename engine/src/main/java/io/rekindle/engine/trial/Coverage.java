package io.rekindle.engine.trial;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which rules the tests exercise. A line is exercised where answering it otherwise would change what its rule says in some
 * test, once while it holds and once while it does not; a limit, where moving it by one either way would. What is changed is
 * asked of the same compiled rules.
 */
final class Coverage {

    private final List<Examined> examined = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    /** The line that asks a condition: each is asked, and compiled, but once. */
    private final Map<Condition, Integer> asking = new HashMap<>();

    /** A rule with its questions, as numbers of lines: each part's own, and one probe for each way a part can be wrong. */
    private record Examined(Rule rule, List<Integer> own, List<Probe> probes) {

        /** Every line it takes to judge. */
        BitSet lines() {
            BitSet all = new BitSet();
            own.forEach(all::set);
            probes.stream()
                    .flatMapToInt(probe -> IntStream.of(probe.line, probe.question, probe.changed))
                    .filter(line -> line >= 0)
                    .forEach(all::set);
            return all;
        }
    }

    /** One way in which a part of a rule can be wrong. */
    private static final class Probe {
        private final int part;
        private final String missing;
        /** The answer given instead: that of a line, or where it is negative always the same. */
        private final int line;

        private final boolean constant;
        /** The question changed, by itself, and as it is changed. */
        private final int question;

        private final int changed;
        private boolean seen;
        private boolean decided;

        Probe(int part, String missing, boolean constant) {
            this(part, missing, constant, -1, -1, -1);
        }

        Probe(int part, String missing, boolean constant, int line, int question, int changed) {
            this.part = part;
            this.missing = missing;
            this.constant = constant;
            this.line = line;
            this.question = question;
            this.changed = changed;
        }
    }

    private Coverage(RuleBook book) {
        for (Rule rule : Rule.of(book)) {
            List<Integer> own = new ArrayList<>();
            List<Probe> probes = new ArrayList<>();
            for (int part = 0; part < rule.parts().size(); part++) {
                Condition condition = rule.parts().get(part).condition();
                own.add(line(condition));
                probes.add(new Probe(part, "in which it holds", false));
                probes.add(new Probe(part, "in which it does not hold", true));
                for (Mutants.Mutant mutant : Mutants.of(condition)) {
                    String missing = "with the value " + mutant.value();
                    int question = line(mutant.question());
                    int changed = line(mutant.changed());
                    probes.add(new Probe(part, missing, false, line(mutant.condition()), question, changed));
                }
            }
            examined.add(new Examined(rule, own, probes));
        }
    }

    private int line(Condition condition) {
        return asking.computeIfAbsent(condition, one -> {
            lines.add(new Line("probes", lines.size() + 1, 1, "probe", "", one));
            return lines.size() - 1;
        });
    }

    /** What no test of the results exercises, and what never decides. */
    static List<Gap> gaps(RuleBook book, List<Result> results) {
        Coverage coverage = new Coverage(book);
        Release release = Release.compile(coverage.book(book));
        try (RuleSession session = release.open()) {
            coverage.ask(release, session, results);
        }
        List<Gap> gaps = coverage.gaps();
        gaps.addAll(PolicyCoverage.gaps(book, results));
        return gaps;
    }

    /** The lines alone, as a book that compiles. */
    private RuleBook book(RuleBook of) {
        return new RuleBook(
                "probes",
                List.of(),
                Map.of("probes", new Segment("probes", new Label("", ""), List.copyOf(lines))),
                Map.of(),
                of.policy(),
                of.rfm(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private void ask(Release release, RuleSession session, List<Result> results) {
        List<Result> passed = results.stream().filter(Result::passed).toList();
        for (Examined one : examined) {
            BitSet mine = one.lines();
            BitSet questions = new BitSet();
            mine.stream().forEach(line -> questions.set(release.line(lines.get(line))));
            Function<Facts, BitSet> answers = facts -> {
                BitSet said = session.lines(facts, questions);
                BitSet byLine = new BitSet();
                mine.stream()
                        .filter(line -> said.get(release.line(lines.get(line))))
                        .forEach(byLine::set);
                return byLine;
            };
            passed.stream().flatMap(one.rule().asked()).forEach(facts -> judge(one, answers.apply(facts), true));
            if (one.probes().stream().anyMatch(probe -> !probe.seen)) {
                passed.stream().flatMap(one.rule().around()).forEach(facts -> judge(one, answers.apply(facts), false));
            }
        }
    }

    /**
     * Holds each probe against one customer.
     *
     * @param inEarnest whether the rule was asked of that customer, and the test rests on its answer
     */
    private static void judge(Examined one, BitSet answers, boolean inEarnest) {
        boolean[] parts = new boolean[one.own().size()];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = answers.get(one.own().get(part));
        }
        Rulings rulings = one.rule().rulings();
        int said = rulings.of(parts);
        for (Probe probe : one.probes()) {
            boolean was = parts[probe.part];
            boolean now = probe.line < 0 ? probe.constant : answers.get(probe.line);
            probe.seen |=
                    was != now || (probe.question >= 0 && answers.get(probe.question) != answers.get(probe.changed));
            parts[probe.part] = now;
            probe.decided |= inEarnest && rulings.of(parts) != said;
            parts[probe.part] = was;
        }
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (Examined one : examined) {
            for (Probe probe : one.probes()) {
                // Rows of the lifecycle repeat each other, so that each can be read by itself.
                boolean onlyRepeats = probe.seen && one.rule().name().equals(Rule.LIFECYCLE);
                if (!probe.decided && !onlyRepeats) {
                    Rule.Part part = one.rule().parts().get(probe.part);
                    gaps.add(new Gap(
                            one.rule().name(), part.file(), part.line(), part.text(), probe.missing, probe.seen));
                }
            }
        }
        return gaps;
    }
}
