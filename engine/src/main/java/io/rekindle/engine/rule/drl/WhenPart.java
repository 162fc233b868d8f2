package io.rekindle.engine.rule.drl;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Reads the when-part of a raw rule: one {@code Facts( … )}, and what must have happened or must not have. The parser says which
 * patterns there are; what stands in them is read token by token, and no token may be left over.
 */
final class WhenPart {

    private static final Set<String> FACTS = Set.of("Facts", "Customer");
    private static final Set<String> GLUE = Set.of("and", "or", "not", "exists", "&&", "||", "(", ")");
    private static final String USAGE = "A when-part has one Facts( … ), and exists Event( … ), not Event( … ) or "
            + "accumulate( Event( … ); $n : count(1); $n >= 3 ) beside it.";

    private final Limits limits;
    private final Tokens when;
    private final FactTexts texts;
    private final Problems problems;
    private final List<Condition> found = new ArrayList<>();
    private final List<Tokens.Stretch> understood = new ArrayList<>();
    private int facts;
    private int asked;

    WhenPart(Limits limits, Tokens when, Known known, Problems problems) {
        this.limits = limits;
        this.when = when;
        this.texts = new FactTexts(known);
        this.problems = problems;
    }

    /** What the rule asks; empty, and why among the problems, where something in it is wrong. */
    Optional<Condition> read(RuleDescr rule) {
        int before = problems.list().size();
        for (BaseDescr element : rule.getLhs().getDescrs()) {
            try {
                found.add(element(element, /* top= */ true));
            } catch (Refused refused) {
                refused.report(problems);
            }
        }
        if (problems.list().size() == before) {
            whole(rule);
        }
        return problems.list().size() == before ? Optional.of(new Condition.All(found)) : Optional.empty();
    }

    private void whole(RuleDescr rule) {
        Optional<Token> left = when.outside(understood, GLUE);
        if (left.isPresent()) {
            Token token = left.get();
            problems.error(token.where(), "not-understood", token.shown() + " is not understood here. " + USAGE);
        } else if (facts != 1) {
            problems.error(limits.where(rule), "not-one-facts", "A rule asks one Facts( … ). " + USAGE);
        } else if (asked == 0) {
            problems.error(limits.where(rule), "empty-rule", "This rule asks nothing, so it would hold for everybody.");
        }
    }

    private Condition element(BaseDescr element, boolean top) {
        if (element instanceof AndDescr and) {
            return new Condition.All(parts(and.getDescrs(), top));
        }
        if (element instanceof OrDescr or) {
            return new Condition.Any(parts(or.getDescrs(), false));
        }
        if (element instanceof ExistsDescr exists) {
            return event(limits.place(exists, "exists"), exists.getDescrs());
        }
        if (element instanceof NotDescr not) {
            return new Condition.Not(event(limits.place(not, "not"), not.getDescrs()));
        }
        if (element instanceof PatternDescr pattern) {
            return pattern(pattern, top);
        }
        String shown = limits.place(element, "when").shown();
        boolean eval = element instanceof EvalDescr;
        throw new Refused(
                limits.where(element),
                eval ? "no-eval" : "not-understood",
                eval ? "eval is not used: write the comparison in Facts( … )." : shown + " is not used. " + USAGE);
    }

    private List<Condition> parts(List<? extends BaseDescr> elements, boolean top) {
        return elements.stream().map(element -> element(element, top)).toList();
    }

    private Condition event(Token word, List<?> inside) {
        if (inside.size() == 1 && inside.get(0) instanceof PatternDescr pattern && pattern.getSource() == null) {
            Inside event = inside(pattern);
            if (event.type().is("Event")) {
                asked++;
                return EventPattern.read(event.type(), event.constraints()).exists(word);
            }
        }
        throw new Refused(word.where(), "not-understood", word.shown() + " stands before one Event( … ). " + USAGE);
    }

    private Condition pattern(PatternDescr pattern, boolean top) {
        if (pattern.getSource() instanceof AccumulateDescr
                && limits.place(pattern, "when").is("accumulate")) {
            asked++;
            return accumulate(pattern);
        }
        Inside inside = inside(pattern);
        if (inside.type().is("Event")) {
            String message = "An Event stands behind exists, not, or in accumulate.";
            throw new Refused(inside.type().where(), "bare-event", message);
        }
        if (!FACTS.contains(inside.type().text())) {
            String message = "There are no " + inside.type().shown() + " facts. " + USAGE;
            throw new Refused(inside.type().where(), "unknown-type", message);
        }
        if (!top || ++facts > 1) {
            String message = "A rule asks one Facts( … ), by itself: join its conditions with commas, && or ||.";
            throw new Refused(inside.type().where(), "not-one-facts", message);
        }
        asked += inside.constraints().size();
        return constraints(inside.constraints(), (name, values) -> FactSubject.find(name, values, texts));
    }

    /** All constraints, of which each one that is wrong is reported. */
    private Condition constraints(List<Tokens> constraints, Subject.Finder finder) {
        List<Condition> conditions = new ArrayList<>();
        for (Tokens constraint : constraints) {
            try {
                conditions.add(Expression.read(constraint, finder));
            } catch (Refused refused) {
                refused.report(problems);
            }
        }
        return new Condition.All(conditions);
    }

    /** The type of a pattern and the constraints between its parentheses. */
    private record Inside(Token type, List<Tokens> constraints) {}

    private Inside inside(PatternDescr pattern) {
        Token start = limits.place(pattern, "when");
        if (pattern.getSource() != null) {
            String message = "\"from\" is not used: rules ask what the facts of the customer answer. " + USAGE;
            throw new Refused(start.where(), "no-from", message);
        }
        boolean plain = !pattern.isQuery()
                && !pattern.isUnification()
                && pattern.getBehaviors().isEmpty()
                && pattern.getAnnotationNames().isEmpty();
        if (!plain) {
            String message = "Queries, windows and annotations are not used in patterns. " + USAGE;
            throw new Refused(start.where(), "not-understood", message);
        }
        Tokens tokens = when.from(start);
        Token type = tokens.take();
        if (tokens.skip(":")) {
            type = tokens.take();
        }
        tokens.expect("(");
        Tokens content = tokens.untilClosed();
        understood.add(tokens.since(start));
        List<Tokens> constraints = content.split(",");
        if (constraints.size() != constraintsOf(pattern.getConstraint())) {
            throw content.unexpected("Conditions between commas are expected here");
        }
        return new Inside(type, constraints);
    }

    private static int constraintsOf(ConditionalElementDescr constraint) {
        return constraint instanceof AndDescr and ? and.getDescrs().size() : 0;
    }

    /** Reads {@code accumulate( Event( … ); $n : count(1); $n >= 3 )}. */
    private Condition accumulate(PatternDescr pattern) {
        Token start = limits.place(pattern, "accumulate");
        Tokens tokens = when.from(start);
        tokens.take();
        tokens.expect("(");
        Tokens content = tokens.untilClosed();
        understood.add(tokens.since(start));
        List<Tokens> parts = content.split(";");
        if (parts.size() != 3 || parts.get(2).isEmpty()) {
            throw new Refused(start.where(), "bad-accumulate", "accumulate has three parts. " + USAGE);
        }
        Tokens input = parts.get(0);
        Token type = input.take();
        if (!type.is("Event")) {
            throw new Refused(type.where(), "bad-accumulate", "accumulate is over one Event( … ). " + USAGE);
        }
        input.expect("(");
        EventPattern event = EventPattern.read(type, input.untilClosed().split(","));
        if (!input.isEmpty()) {
            throw input.unexpected("One Event( … ) is expected here");
        }
        return constraints(parts.get(2).split(","), new Measured(event, parts.get(1))::find);
    }
}
