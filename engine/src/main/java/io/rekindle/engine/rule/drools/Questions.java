package io.rekindle.engine.rule.drools;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers everything that can be asked of a customer: lifecycle rows, what campaigns decide by, and every single line. */
final class Questions {

    static final int NONE = -1;

    private final List<Rule> lifecycle = new ArrayList<>();
    private final List<Rule> campaigns = new ArrayList<>();
    private final List<Rule> lines = new ArrayList<>();
    private final Map<String, OfCampaign> byCampaign = new HashMap<>();
    private final List<Integer> neverContact = new ArrayList<>();
    private final Map<Line, Integer> byLine = new HashMap<>();

    /** The numbers of one campaign's questions; those of steps are {@link #NONE} where a step has no conditions. */
    record OfCampaign(int audience, List<Integer> exits, List<Integer> steps) {}

    Questions(RuleBook book) {
        for (LifecycleRow row : book.lifecycle()) {
            String name = "lifecycle row " + row.number() + ": " + row.state().key();
            lifecycle.add(new Rule(lifecycle.size(), name, "", "lifecycle.csv", row.number(), row.condition()));
        }
        book.campaigns().forEach(this::number);
        for (Line line : book.policy().neverContact()) {
            String name = "never contact " + (neverContact.size() + 1) + ": " + line.text();
            neverContact.add(add(name, "", line.file(), line.number(), line.condition()));
            number(line, "never contact", "");
        }
        for (Segment segment : new TreeMap<>(book.segments()).values()) {
            number(segment.clauses(), "segment " + segment.name(), "");
        }
    }

    private void number(Campaign campaign) {
        String name = campaign.name();
        List<Condition> audience =
                campaign.audience().stream().map(Clause::condition).toList();
        int audienceQuestion =
                add(name + " audience", name, campaign.file(), campaign.number(), new Condition.All(audience));
        number(campaign.audience(), name + " audience", name);
        List<Integer> exits = new ArrayList<>();
        for (Line exit : campaign.exits()) {
            String ruleName = name + " exit " + (exits.size() + 1);
            exits.add(add(ruleName, name, exit.file(), exit.number(), exit.condition()));
            number(exit, name + " exit", name);
        }
        List<Integer> steps = new ArrayList<>();
        for (Step step : campaign.steps()) {
            steps.add(number(campaign, step));
        }
        byCampaign.put(name, new OfCampaign(audienceQuestion, List.copyOf(exits), List.copyOf(steps)));
    }

    private int number(Campaign campaign, Step step) {
        if (step.conditions().isEmpty()) {
            return NONE;
        }
        String name = campaign.name() + " step " + step.name() + (step.variant() == null ? "" : " " + step.variant());
        step.conditions().forEach(line -> number(line, name, campaign.name()));
        List<Condition> conditions =
                step.conditions().stream().map(Line::condition).toList();
        return add(name, campaign.name(), campaign.file(), step.number(), new Condition.All(conditions));
    }

    private int add(String name, String campaign, String file, int line, Condition condition) {
        campaigns.add(new Rule(campaigns.size(), name, campaign, file, line, condition));
        return campaigns.size() - 1;
    }

    private void number(List<Clause> clauses, String what, String campaign) {
        clauses.forEach(clause -> clause.lines().forEach(line -> number(line, what, campaign)));
    }

    private void number(Line line, String what, String campaign) {
        if (byLine.putIfAbsent(line, lines.size()) == null) {
            String name = what + " line " + line.number() + ":" + line.column() + " " + line.text();
            lines.add(new Rule(lines.size(), name, campaign, line.file(), line.number(), line.condition()));
        }
    }

    List<Rule> lifecycle() {
        return lifecycle;
    }

    List<Rule> campaigns() {
        return campaigns;
    }

    List<Rule> lines() {
        return lines;
    }

    OfCampaign of(Campaign campaign) {
        OfCampaign found = byCampaign.get(campaign.name());
        if (found == null) {
            throw new IllegalArgumentException("this release has no campaign " + campaign.name());
        }
        return found;
    }

    int neverContact(int index) {
        return neverContact.get(index);
    }

    int of(Line line) {
        Integer found = byLine.get(line);
        if (found == null) {
            throw new IllegalArgumentException("this release has no line " + line.file() + ":" + line.number());
        }
        return found;
    }
}
