package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.offer.Grant;

/**
 * A decision to be written.
 *
 * @param since what evaluate() was given, so that the decision can be replayed
 * @param facts the history it was decided on, as it was then
 * @param grant what came of its reservation; granted with no code where it needed none
 */
public record Decided(Decision decision, long since, History facts, Grant grant) {

    /** The decision as it stands after its reservation. */
    public Decision settled() {
        return grant instanceof Grant.Denied denied ? decision.refused(denied.reason(), denied.detail()) : decision;
    }
}
