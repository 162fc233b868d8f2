package io.rekindle.engine.decision;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Decides once more what was decided, from what was stored of it: the same facts give the same bytes. */
public final class Replay {

    private Replay() {}

    /**
     * What a decision was given, and what it came to.
     *
     * @param since what evaluate() was told of the evaluation before, epoch milliseconds
     * @param at the instant of the decision, epoch milliseconds
     * @param id the decision's id
     * @param body the decision as it was stored
     */
    public record Stored(Profile profile, History history, long since, long at, String id, String body) {}

    /** The decision made again, if the release decides it at all. */
    public static Optional<Decision> decide(Evaluator evaluator, Stored stored) {
        return evaluator.evaluate(stored.profile(), stored.history(), stored.since(), stored.at()).decisions().stream()
                .filter(decision -> decision.id().equals(stored.id()))
                .findFirst();
    }

    /** Whether deciding again, under the release that decided, gives the stored bytes. */
    public static boolean givesTheSame(Evaluator evaluator, Stored stored) {
        return decide(evaluator, stored)
                .map(again -> Arrays.equals(again.toBytes(), stored.body().getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }
}
