package io.rekindle.engine.decision;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Touch;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.policy.Verdict;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.Step;
import java.util.EnumSet;
import java.util.Set;

/** When a message that is refused would pass every gate, as time goes by and nothing new happens. */
final class Waiting {

    private static final int MOST = 200;

    /** No time gives an address or a consent. */
    private static final Set<Reason> TIMELESS = EnumSet.of(Reason.INVALID_ADDRESS, Reason.NO_CONSENT);

    private Waiting() {}

    /** The first instant from the given one on at which the message would leave, or {@link History#NEVER}. */
    static long passing(
            Evaluator evaluator,
            Profile profile,
            History history,
            Campaign campaign,
            Step step,
            String entry,
            long at,
            long until) {
        String touchpoint = Decision.touchpointId(entry, step.name());
        long now = at;
        for (int looks = 0; looks < MOST && now <= until; looks++) {
            Facts facts = evaluator.facts(profile, history, now);
            long changes = facts.horizon();
            Verdict verdict = evaluator.steps().judgeFully(facts, campaign, step, touchpoint);
            if (verdict.refusal().isEmpty()) {
                return verdict.sendAt();
            }
            if (verdict.gates().stream().anyMatch(gate -> !gate.passes() && TIMELESS.contains(gate.reason()))) {
                return History.NEVER;
            }
            changes = Math.min(changes, facts.horizon());
            changes = Math.min(changes, capsOver(evaluator.release().book().policy(), history, now));
            now = verdict.sendAt() > now ? Math.min(changes, verdict.sendAt()) : changes;
        }
        return History.NEVER;
    }

    /** The next instant at which a message stops counting against a cap. */
    private static long capsOver(Policy policy, History history, long now) {
        long next = History.NEVER;
        for (Touch touch : history.touches()) {
            for (Policy.Cap cap : policy.caps()) {
                long over = touch.at() == History.NEVER
                        ? History.NEVER
                        : touch.at() + cap.per().toMillis();
                if (over > now) {
                    next = Math.min(next, over);
                }
            }
        }
        return next;
    }
}
