package io.rekindle.engine.decision;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.policy.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer would or would not get a campaign at an instant.
 *
 * @param at epoch milliseconds
 * @param lifecycle the state at the instant, or empty where no row matches
 * @param enters whether the customer would be let in if the trigger struck now
 * @param reason what stands against it first, or null
 * @param detail the reason in words, or what happens next
 * @param steps what the policy says of each step's message if it were due now
 * @param entry the last passage through the campaign at that instant, if any
 * @param next when the answer is next looked at by time alone, epoch milliseconds; {@code Long.MAX_VALUE} for never
 * @param flip when the customer enters by itself, and what would bring it about sooner; null for the holdout, which is for good
 */
public record Explanation(
        CustomerId customer,
        String campaign,
        long at,
        String release,
        String lifecycle,
        boolean enters,
        @Nullable Reason reason,
        String detail,
        List<LineSeen> lines,
        List<StepSeen> steps,
        Optional<Entry> entry,
        long next,
        @Nullable Flip flip) {

    public Explanation {
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /**
     * A step as it stands.
     *
     * @param decided {@code send}, {@code refused}, {@code skipped}, or empty while it is to come
     * @param flip what would let its message leave, where something stands against it and it is to come; else null
     */
    public record StepSeen(
            String step,
            String text,
            String decided,
            Trace trace,
            @Nullable Flip flip) {}
}
