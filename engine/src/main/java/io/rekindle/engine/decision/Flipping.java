package io.rekindle.engine.decision;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers, for each refusal of an evaluation, what would turn it; the answer is stored with the decision and replays. */
final class Flipping {

    private Flipping() {}

    static Evaluation answered(
            Evaluator evaluator, Profile profile, History history, long since, long at, Evaluation evaluation) {
        if (evaluation.decisions().stream().noneMatch(Flipping::canTurn)) {
            return evaluation;
        }
        List<Decision> answered = new ArrayList<>();
        for (Decision decision : evaluation.decisions()) {
            answered.add(
                    canTurn(decision)
                            ? decision.with(flip(evaluator, profile, history, since, at, decision, evaluation))
                            : decision);
        }
        return new Evaluation(evaluation.lifecycle(), evaluation.events(), answered, evaluation.next());
    }

    /** A draw is for good. */
    private static boolean canTurn(Decision decision) {
        return decision.outcome() == Outcome.REFUSED && decision.reason() != Reason.HOLDOUT;
    }

    private static Flip flip(
            Evaluator evaluator,
            Profile profile,
            History history,
            long since,
            long at,
            Decision decision,
            Evaluation evaluation) {
        Optional<Campaign> campaign = evaluator.release().book().campaign(decision.campaign());
        if (campaign.isEmpty()) {
            return Flip.NONE;
        }
        if (decision.step().isEmpty()) {
            return new Flips(evaluator, profile, history, at).entering(campaign.get(), since);
        }
        Flips flips = new Flips(evaluator, profile, withOthers(history, at, decision, evaluation), at);
        return step(campaign.get(), history, decision)
                .map(step -> flips.message(
                        campaign.get(), step, decision.entry(), decision.trace().gates()))
                .orElse(Flip.NONE);
    }

    /** The history with the messages that were decided at the same instant, and may be what stands in the way. */
    private static History withOthers(History history, long at, Decision decision, Evaluation evaluation) {
        History then = history.until(at);
        List<Decision> sent = evaluation.decisions().stream()
                .filter(one -> one.outcome() == Outcome.SEND && !one.id().equals(decision.id()))
                .toList();
        Future.settle(then, new Evaluation(null, List.of(), sent, at));
        return then;
    }

    private static Optional<Step> step(Campaign campaign, History history, Decision decision) {
        String variant = history.entries().stream()
                .filter(entry -> entry.id().equals(decision.entry()))
                .map(entry -> entry.variant())
                .findFirst()
                .orElse("");
        return campaign.steps().stream()
                .filter(step -> step.name().equals(decision.step()))
                .filter(step -> step.variant() == null || step.variant().equals(variant))
                .findFirst();
    }
}
