package io.rekindle.postgres;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Replay;
import io.rekindle.engine.fact.History;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is stored.
 *
 * @param at epoch milliseconds
 * @param outcome as it stands after its coupon and budget were reserved, or refused
 * @param reason why not, or null
 * @param body what evaluate() said: canonical JSON
 * @param since what evaluate() was told of the evaluation before, epoch milliseconds
 * @param profile the customer as evaluate() was told
 * @param history the customer's history as evaluate() was given it
 */
public record StoredDecision(
        String id,
        String campaign,
        String step,
        long at,
        String release,
        String outcome,
        @Nullable String reason,
        String detail,
        String body,
        long since,
        Profile profile,
        History history) {

    /** What it takes to decide it again. */
    public Replay.Stored replay() {
        return new Replay.Stored(profile, history, since, at, id, body);
    }
}
