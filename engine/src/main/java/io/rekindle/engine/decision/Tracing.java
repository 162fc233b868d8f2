package io.rekindle.engine.decision;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.AnyOf;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import io.rekindle.engine.rule.drools.Seen;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Asks each line by itself, by the same compiled rules, and says what it saw. */
final class Tracing {

    private final Release release;
    private final RuleSession session;

    Tracing(Release release, RuleSession session) {
        this.release = release;
        this.session = session;
    }

    List<LineSeen> lines(Facts facts, List<? extends Clause> clauses) {
        BitSet questions = new BitSet();
        clauses.forEach(clause -> clause.lines().forEach(line -> questions.set(release.line(line))));
        BitSet answers = questions.isEmpty() ? questions : session.lines(facts, questions);
        List<LineSeen> seen = new ArrayList<>();
        int group = 0;
        for (Clause clause : clauses) {
            int mine = clause instanceof AnyOf ? ++group : 0;
            for (Line line : clause.lines()) {
                seen.add(new LineSeen(
                        line.file(),
                        line.number(),
                        mine,
                        line.text(),
                        answers.get(release.line(line)),
                        Seen.describe(facts, line)));
            }
        }
        return seen;
    }
}
