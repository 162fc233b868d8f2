package io.rekindle.engine.trial;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.campaign.Triggering;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.sweep.Decided;
import java.util.stream.Stream;

/** The facts of a result on which a rule was asked, and on the answer of which an expectation of the test rests. */
final class Asked {

    private Asked() {}

    /** Every look of a test that says in which state its customer is. */
    static Stream<Facts> lifecycle(Result result) {
        boolean says = result.test().state() != null
                || result.test().expectations().stream()
                        .anyMatch(one -> one instanceof Expectation.IsIn || one instanceof Expectation.Becomes);
        return says ? looks(result) : Stream.empty();
    }

    static Stream<Facts> segment(Result result, Segment segment) {
        boolean says = result.test().expectations().stream()
                .anyMatch(one ->
                        one instanceof Expectation.InSegment in && in.segment().equals(segment));
        return says ? Stream.of(result.run().facts(result.test().end())) : Stream.empty();
    }

    /** The looks at which the trigger struck for somebody who may enter. */
    static Stream<Facts> audience(Result result, Campaign campaign) {
        return about(result, campaign)
                ? looks(result)
                        .filter(Facts::exists)
                        .filter(facts -> Triggering.struck(campaign.trigger(), facts, facts.asOf() - 1)
                                .isPresent())
                        .filter(facts -> Admission.openFrom(campaign, facts) <= facts.asOf())
                : Stream.empty();
    }

    /** The looks at which an entry ran. */
    static Stream<Facts> exit(Result result, Campaign campaign) {
        return about(result, campaign)
                ? looks(result).filter(facts -> facts.history().entries().stream()
                        .anyMatch(entry -> entry.campaign().equals(campaign.name()) && entry.openAt(facts.asOf())))
                : Stream.empty();
    }

    /** The instants at which the step was decided. */
    static Stream<Facts> step(Result result, Campaign campaign, Step step) {
        return about(result, campaign)
                ? result.run().decided().stream()
                        .filter(one -> one.decision().campaign().equals(campaign.name())
                                && one.decision().step().equals(step.name()))
                        .map(one -> facts(result, one))
                : Stream.empty();
    }

    /** The instants at which the policy judged a message. */
    static Stream<Facts> messages(Result result) {
        return result.run().decided().stream()
                .filter(one -> !one.decision().trace().gates().isEmpty())
                .map(one -> facts(result, one));
    }

    /** Every look of a test about the campaign. */
    static Stream<Facts> around(Result result, Campaign campaign) {
        return about(result, campaign) ? looks(result) : Stream.empty();
    }

    private static boolean about(Result result, Campaign campaign) {
        return result.test().expectations().stream()
                .anyMatch(one -> one.about().filter(campaign::equals).isPresent());
    }

    private static Facts facts(Result result, Decided decided) {
        return facts(result, decided.facts(), decided.decision().at());
    }

    private static Stream<Facts> looks(Result result) {
        return result.run().looks().stream().map(look -> facts(result, look.before(), look.at()));
    }

    private static Facts facts(Result result, History history, long at) {
        return result.run().evaluator().facts(result.run().profile(), history, at);
    }
}
