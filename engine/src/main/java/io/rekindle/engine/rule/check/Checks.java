package io.rekindle.engine.rule.check;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.region.Regions;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;

/** Points out what looks wrong in a book without errors. */
public final class Checks {

    private Checks() {}

    /** Every warning about the book; what needs its texts rendered is not among them. */
    public static List<Problem> of(RuleBook book) {
        Problems problems = new Problems();
        new ReferenceChecks(book, problems).run();
        Regions regions = new LifecycleChecks(book.lifecycle(), problems).run();
        AudienceChecks audiences = new AudienceChecks(book.lifecycle(), regions, problems);
        for (Campaign campaign : book.campaigns()) {
            audiences.check(campaign);
            new StepChecks(campaign, book.offers(), problems).run();
        }
        book.segments().values().forEach(audiences::check);
        return problems.list();
    }
}
