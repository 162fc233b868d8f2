package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.event.EventNames;
import java.util.List;

/** What a sweep did, in numbers. */
public record SweepReport(long customers, long transitions, long entries, long touchpoints, long refusals) {

    public static final SweepReport NOTHING = new SweepReport(0, 0, 0, 0, 0);

    static SweepReport of(List<Swept> swept) {
        long transitions = 0;
        long entries = 0;
        long touchpoints = 0;
        long refusals = 0;
        for (Swept one : swept) {
            transitions += count(one, EventNames.LIFECYCLE_CHANGED);
            entries += count(one, EventNames.CAMPAIGN_ENTERED);
            for (Decided decided : one.decisions()) {
                Decision settled = decided.settled();
                touchpoints += settled.outcome() == Outcome.SEND ? 1 : 0;
                refusals += settled.outcome() == Outcome.REFUSED ? 1 : 0;
            }
        }
        return new SweepReport(swept.size(), transitions, entries, touchpoints, refusals);
    }

    private static long count(Swept swept, String event) {
        return swept.events().stream().filter(one -> one.key().equals(event)).count();
    }

    public SweepReport plus(SweepReport other) {
        return new SweepReport(
                customers + other.customers,
                transitions + other.transitions,
                entries + other.entries,
                touchpoints + other.touchpoints,
                refusals + other.refusals);
    }

    /** Whether anything at all was created. */
    public boolean createdNothing() {
        return transitions + entries + touchpoints + refusals == 0;
    }
}
