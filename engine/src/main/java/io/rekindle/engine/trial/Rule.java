package io.rekindle.engine.trial;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.AnyOf;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule of the book as tests exercise it: its parts, what they make together, and the facts of a result on which the rule
 * was asked.
 *
 * @param asked those on whose answer an expectation of the test rests
 * @param around those that a test about the rule came by: a limit that the trigger lets nobody reach is seen only there
 */
record Rule(
        String name,
        List<Part> parts,
        Rulings rulings,
        Function<Result, Stream<Facts>> asked,
        Function<Result, Stream<Facts>> around) {

    static final String LIFECYCLE = "lifecycle";

    /** One line, or one row of a grid. */
    record Part(String file, int line, String text, Condition condition) {
        static Part of(Line line) {
            return new Part(line.file(), line.number(), line.text(), line.condition());
        }
    }

    static List<Rule> of(RuleBook book) {
        List<Rule> rules = new ArrayList<>();
        List<Part> rows = book.lifecycle().stream()
                .map(row -> new Part(
                        "lifecycle.csv", row.number(), row.state().key() + " (" + row.text() + ")", row.condition()))
                .toList();
        rules.add(new Rule(LIFECYCLE, rows, Rulings.first(), Asked::lifecycle, Asked::lifecycle));
        for (Segment segment : new TreeMap<>(book.segments()).values()) {
            rules.add(clauses("segment " + segment.name(), segment.clauses(), asked(segment), asked(segment)));
        }
        book.campaigns().forEach(campaign -> ofCampaign(campaign, rules));
        rules.add(new Rule(
                "never contact",
                book.policy().neverContact().stream().map(Part::of).toList(),
                Rulings.anyOf(),
                Asked::messages,
                Asked::messages));
        return rules.stream().filter(rule -> !rule.parts().isEmpty()).toList();
    }

    private static void ofCampaign(Campaign campaign, List<Rule> rules) {
        String name = campaign.name();
        Function<Result, Stream<Facts>> around = result -> Asked.around(result, campaign);
        rules.add(clauses(name + " audience", campaign.audience(), result -> Asked.audience(result, campaign), around));
        rules.add(new Rule(
                name + " exit",
                campaign.exits().stream().map(Part::of).toList(),
                Rulings.anyOf(),
                result -> Asked.exit(result, campaign),
                around));
        for (Step step : campaign.steps()) {
            rules.add(clauses(
                    name + " " + step.name(), step.conditions(), result -> Asked.step(result, campaign, step), around));
        }
    }

    private static Function<Result, Stream<Facts>> asked(Segment segment) {
        return result -> Asked.segment(result, segment);
    }

    private static Rule clauses(
            String name,
            List<? extends Clause> clauses,
            Function<Result, Stream<Facts>> asked,
            Function<Result, Stream<Facts>> around) {
        List<Part> parts = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        int group = 0;
        for (Clause clause : clauses) {
            group++;
            for (Line line : clause.lines()) {
                parts.add(Part.of(line));
                groups.add(clause instanceof AnyOf ? -group : group);
            }
        }
        return new Rule(name, parts, Rulings.allOf(groups), asked, around);
    }
}
