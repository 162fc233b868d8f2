package io.rekindle.engine.fact;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One customer's one passage through one campaign; its variant and holdout are fixed when it begins.
 *
 * @param id derived from customer, campaign and occasion, so that the same occasion can never enter twice
 * @param variant the variant's name, or empty where the campaign has none
 * @param occasion epoch milliseconds of the scheduled instant or of the event that let the customer in
 * @param enteredAt epoch milliseconds
 * @param endedAt epoch milliseconds at which the entry was left or completed; {@link History#NEVER} while it is open
 * @param endReason {@code completed}, {@code holdout}, or the exit line that held
 * @param steps the steps decided so far, by step name
 */
public record Entry(
        String id,
        String campaign,
        String variant,
        boolean holdout,
        long occasion,
        long enteredAt,
        long endedAt,
        String endReason,
        SortedMap<String, StepDone> steps) {

    public Entry {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /**
     * A step of an entry that has been decided.
     *
     * @param decidedAt epoch milliseconds
     * @param sendAt epoch milliseconds at which its message is to leave; the deciding instant where there is none
     * @param outcome {@code send}, {@code refused} or {@code skipped}
     */
    public record StepDone(long decidedAt, long sendAt, String outcome) {}

    /** Whether the entry was running at the instant. */
    public boolean openAt(long instant) {
        return enteredAt <= instant && endedAt > instant;
    }

    Entry ended(long at, String reason) {
        return at < endedAt ? new Entry(id, campaign, variant, holdout, occasion, enteredAt, at, reason, steps) : this;
    }

    Entry with(String step, StepDone done) {
        var more = new TreeMap<>(steps);
        more.putIfAbsent(step, done);
        return new Entry(id, campaign, variant, holdout, occasion, enteredAt, endedAt, endReason, more);
    }
}
