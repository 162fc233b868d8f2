package io.rekindle.engine.decision;

import io.rekindle.engine.decision.AudienceCount.LineCount;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a shop's own customers show about a rule book that its text cannot. */
public final class AudienceWarnings {

    /** A campaign that shares so much of its audience, in percent, with one that goes first is worth a word. */
    private static final int MUCH = 20;

    private final RuleBook book;
    private final List<Problem> warnings = new ArrayList<>();

    private AudienceWarnings(RuleBook book) {
        this.book = book;
    }

    /** Warnings in the order of the counts; none for campaigns that could concern nobody yet. */
    public static List<Problem> of(RuleBook book, List<AudienceCount> counts) {
        AudienceWarnings all = new AudienceWarnings(book);
        counts.stream().filter(count -> count.asked() > 0).forEach(all::warn);
        return all.warnings;
    }

    private void warn(AudienceCount count) {
        Campaign campaign = book.campaign(count.campaign()).orElseThrow();
        if (count.size() == 0) {
            warn(campaign, "empty-audience", text("Nobody of %,d customers is in this audience.", count.asked()));
            return;
        }
        count.clauses().forEach(clause -> warn(clause, count));
        AudienceCount.Overlap overlap = count.overlaps();
        if (overlap != null && overlap.customers() * 100 >= count.size() * MUCH) {
            warn(
                    campaign,
                    "overlap",
                    text(
                            "%,d of the %,d customers in this audience are also in that of \"%s\", which goes first.",
                            overlap.customers(), count.size(), overlap.campaign()));
        }
    }

    private void warn(AudienceCount.ClauseCount clause, AudienceCount count) {
        LineCount first = clause.lines().get(0);
        if (clause.removes() == 0) {
            String what = clause.lines().size() == 1 ? "This line" : "This group";
            warn(
                    first,
                    "line-removes-nobody",
                    text("%s removes nobody: without it the audience has the same %,d customers.", what, count.size()));
        } else if (clause.lines().size() > 1) {
            clause.lines().stream()
                    .filter(line -> line.adds() == 0)
                    .forEach(line -> warn(
                            line,
                            "line-adds-nobody",
                            "This line adds nobody: whom it lets in, another line of the group lets in too."));
        }
    }

    private void warn(Campaign campaign, String code, String message) {
        warnings.add(new Problem(
                Problem.Severity.WARNING, campaign.file(), campaign.number(), 1, null, code, message, null));
    }

    private void warn(LineCount line, String code, String message) {
        warnings.add(new Problem(
                Problem.Severity.WARNING, line.file(), line.number(), line.column(), null, code, message, null));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
