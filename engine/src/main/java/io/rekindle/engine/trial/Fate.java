package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Campaign;
import java.util.Optional;

/** What became of a step, in words. */
final class Fate {

    private Fate() {}

    static String of(Campaign campaign, String step, Run run) {
        Optional<Run.Message> dropped = run.dropped().stream()
                .filter(one ->
                        one.campaign().equals(campaign.name()) && one.step().equals(step))
                .findFirst();
        if (dropped.isPresent()) {
            return "stopped on " + run.time(dropped.get().at()) + ", when it was to leave: "
                    + dropped.get().why();
        }
        Optional<Decision> decided = run.decisions(campaign.name(), step).findFirst();
        if (decided.isPresent()) {
            Decision one = decided.get();
            Reason reason = one.reason();
            return reason == null
                    ? "it leaves on "
                            + run.time(
                                    one.intent() == null
                                            ? one.at()
                                            : one.intent().sendAt()) + ", after the end of the test"
                    : one.outcome().key() + " on " + run.time(one.at()) + ", " + reason.key() + ": " + one.detail();
        }
        boolean entered = run.entries(campaign.name()).findAny().isPresent();
        return entered
                ? "it is not due in this test"
                : "never entered " + campaign.name() + NotEntered.why(campaign, run.strike(campaign, When.EVER), run);
    }
}
