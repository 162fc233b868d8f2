package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.campaign.Steps;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers "why, or why not?" for one customer and one campaign at any instant, by the code that decides. */
public final class Explainer {

    private final Evaluator evaluator;

    public Explainer(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    public Explanation explain(Profile profile, History history, Campaign campaign, long at) {
        Facts facts = evaluator.facts(profile, history, at);
        BitSet question = new BitSet();
        question.set(evaluator.release().audience(campaign));
        boolean inAudience = facts.exists()
                && evaluator
                        .session()
                        .ask(facts, question)
                        .get(evaluator.release().audience(campaign));
        List<LineSeen> lines = evaluator.tracing().lines(facts, campaign.audience());
        boolean open = Admission.openFrom(campaign, facts) <= at;
        boolean holdout = Admission.inHoldout(campaign, profile.id());
        Reason reason = !inAudience ? Reason.LINE_NOT_MET : !open ? Reason.ALREADY_IN : holdout ? Reason.HOLDOUT : null;
        Trace trace = new Trace(lines, List.of());
        return new Explanation(
                profile.id(),
                campaign.name(),
                at,
                evaluator.release().version(),
                facts.getLifecycle(),
                reason == null,
                reason,
                detail(reason, campaign, facts, trace),
                lines,
                steps(campaign, facts),
                Optional.ofNullable(facts.lastEntry(campaign.name())),
                evaluator.look(profile, history, at, at).next(),
                reason == Reason.HOLDOUT ? null : new Flips(evaluator, profile, history, at).entering(campaign, at));
    }

    private static String detail(@Nullable Reason reason, Campaign campaign, Facts facts, Trace trace) {
        if (reason == null) {
            return "every line holds";
        }
        return facts.exists() ? Explaining.inWords(reason, campaign, facts, trace) : "not a customer yet at that time";
    }

    private List<Explanation.StepSeen> steps(Campaign campaign, Facts facts) {
        Entry entry = facts.lastEntry(campaign.name());
        List<Explanation.StepSeen> seen = new ArrayList<>();
        for (Step step : campaign.steps()) {
            boolean otherVariant =
                    entry != null && step.variant() != null && !step.variant().equals(entry.variant());
            if (!otherVariant) {
                seen.add(step(campaign, step, entry, facts));
            }
        }
        return seen;
    }

    private Explanation.StepSeen step(Campaign campaign, Step step, @Nullable Entry entry, Facts facts) {
        Entry.StepDone done = entry == null ? null : entry.steps().get(Steps.nameIn(step));
        boolean decided = done != null && done.decidedAt() <= facts.asOf();
        String touchpoint = Decision.touchpointId(entry == null ? "" : entry.id(), step.name());
        Trace trace = new Trace(
                evaluator.tracing().lines(facts, step.conditions()),
                evaluator.steps().judgeAgain(facts, campaign, step, touchpoint).gates());
        boolean waits = !decided && trace.gates().stream().anyMatch(gate -> !gate.passes());
        Flip flip = waits
                ? new Flips(evaluator, facts.profile(), facts.history(), facts.asOf())
                        .message(campaign, step, entry == null ? "" : entry.id(), trace.gates())
                : null;
        return new Explanation.StepSeen(
                step.name(), step.text(), decided && done != null ? done.outcome() : "", trace, flip);
    }
}
