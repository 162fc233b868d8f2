package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.policy.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep did, in numbers.
 *
 * @param customers who were due
 * @param reviewed of how many others a new release was asked whether it makes them due
 * @param rulings how many decisions of each campaign came out how
 * @param evaluations how often a customer was evaluated, and how long that took in all, in nanoseconds
 */
public record SweepReport(
        long customers,
        long reviewed,
        long transitions,
        long entries,
        long touchpoints,
        long refusals,
        Map<Ruling, Long> rulings,
        long evaluations,
        long evaluatingNanos) {

    public static final SweepReport NOTHING = new SweepReport(0, 0, 0, 0, 0, 0, Map.of(), 0, 0);

    /** How a decision of a campaign came out, and why, where it was refused. */
    public record Ruling(
            String campaign, Outcome outcome, @Nullable Reason reason) {}

    public SweepReport {
        rulings = Map.copyOf(rulings);
    }

    static SweepReport of(List<Swept> swept, long evaluations, long evaluatingNanos) {
        long transitions = 0;
        long entries = 0;
        long touchpoints = 0;
        long refusals = 0;
        Map<Ruling, Long> rulings = new HashMap<>();
        for (Swept one : swept) {
            transitions += count(one, EventNames.LIFECYCLE_CHANGED);
            entries += count(one, EventNames.CAMPAIGN_ENTERED);
            for (Decided decided : one.decisions()) {
                Decision settled = decided.settled();
                touchpoints += settled.outcome() == Outcome.SEND ? 1 : 0;
                refusals += settled.outcome() == Outcome.REFUSED ? 1 : 0;
                rulings.merge(new Ruling(settled.campaign(), settled.outcome(), settled.reason()), 1L, Long::sum);
            }
        }
        return new SweepReport(
                swept.size(), 0, transitions, entries, touchpoints, refusals, rulings, evaluations, evaluatingNanos);
    }

    static SweepReport reviewed(int customers, long evaluatingNanos) {
        return new SweepReport(0, customers, 0, 0, 0, 0, Map.of(), customers, evaluatingNanos);
    }

    private static long count(Swept swept, String event) {
        return swept.events().stream().filter(one -> one.key().equals(event)).count();
    }

    public SweepReport plus(SweepReport other) {
        Map<Ruling, Long> all = new HashMap<>(rulings);
        other.rulings.forEach((ruling, times) -> all.merge(ruling, times, Long::sum));
        return new SweepReport(
                customers + other.customers,
                reviewed + other.reviewed,
                transitions + other.transitions,
                entries + other.entries,
                touchpoints + other.touchpoints,
                refusals + other.refusals,
                all,
                evaluations + other.evaluations,
                evaluatingNanos + other.evaluatingNanos);
    }

    /** Whether anything at all was created. */
    public boolean createdNothing() {
        return transitions + entries + touchpoints + refusals == 0;
    }
}
