package io.rekindle.engine.rule.check;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.region.Region;
import io.rekindle.engine.rule.region.Regions;
import io.rekindle.engine.rule.region.TooFineException;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines that exclude each other, so that nobody is left, and lines that say what others say already. */
record AudienceChecks(List<LifecycleRow> lifecycle, Regions regions, Problems problems) {

    void check(Campaign campaign) {
        check(campaign.audience(), "be in this audience");
    }

    void check(Segment segment) {
        check(segment.clauses(), "be in this segment");
    }

    private void check(List<Clause> clauses, String what) {
        try {
            if (!isEmpty(clauses, what)) {
                removingNobody(clauses);
            }
        } catch (TooFineException tooFine) {
            problems.warning(
                    place(clauses.get(0)),
                    "not-analysed",
                    "These lines cut the customers into too many pieces to tell whether one of them repeats another.");
        }
    }

    private boolean isEmpty(List<Clause> clauses, String what) {
        Region all = Region.EVERYBODY;
        for (int index = 0; index < clauses.size(); index++) {
            Clause clause = clauses.get(index);
            Region mine = regions.of(clause.condition());
            if (mine.isNobody()) {
                return true; // a state that no row gives: that is said where it stands
            }
            all = all.and(mine);
            if (all.isNobody()) {
                String message = "Nobody can " + what + ": " + excluding(clauses, index) + ".";
                problems.warning(place(clause), "impossible-audience", message);
                return true;
            }
        }
        return false;
    }

    private String excluding(List<Clause> clauses, int index) {
        Region mine = regions.of(clauses.get(index).condition());
        for (Clause other : clauses.subList(0, index)) {
            if (regions.of(other.condition()).and(mine).isNobody()) {
                return quoted(other) + saysTheGrid(other) + " excludes " + quoted(clauses.get(index));
            }
        }
        return "the lines above exclude " + quoted(clauses.get(index));
    }

    private void removingNobody(List<Clause> clauses) {
        List<Clause> kept = new ArrayList<>(clauses);
        for (int index = clauses.size() - 1; index >= 0 && kept.size() > 1; index--) {
            Clause clause = clauses.get(index);
            List<Clause> others = new ArrayList<>(kept);
            others.remove(clause);
            Region removed = regions.ofNot(clause.condition());
            if (!meets(others, removed)) {
                problems.warning(
                        place(clause), "redundant-line", "This line removes nobody: " + saying(others, removed) + ".");
                kept = others;
            }
        }
    }

    private boolean meets(List<Clause> clauses, Region region) {
        Region rest = region;
        for (Clause clause : clauses) {
            rest = rest.and(regions.of(clause.condition()));
        }
        return !rest.isNobody();
    }

    private String saying(List<Clause> others, Region removed) {
        for (Clause other : others) {
            if (!meets(List.of(other), removed)) {
                return quoted(other) + saysTheGrid(other) + " says so already";
            }
        }
        return "the other lines say so already";
    }

    /** The rows of the grid that say what a line about the lifecycle means. */
    private String saysTheGrid(Clause clause) {
        List<String> states = clause.condition()
                .questions()
                .filter(one -> one.fact().equals(Vocabulary.LIFECYCLE))
                .map(one -> String.valueOf(((Condition.Compare) one).value()))
                .toList();
        String rows = lifecycle.stream()
                .filter(row -> states.contains(row.state().key()))
                .map(row -> String.valueOf(row.number()))
                .collect(Collectors.joining(", "));
        return rows.isEmpty() ? "" : " (lifecycle.csv, row " + rows + ")";
    }

    private static String quoted(Clause clause) {
        return "\"" + clause.lines().stream().map(Line::text).collect(Collectors.joining("\" or \"")) + "\"";
    }

    private static Phrase place(Clause clause) {
        Line line = clause.lines().get(0);
        return Phrase.of(line.file(), line.number(), line.column(), "");
    }
}
