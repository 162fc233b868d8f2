package io.rekindle.engine.lifecycle;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the lifecycle state of a customer at an instant. */
public final class Lifecycle {

    private Lifecycle() {}

    /** Sets the state on the facts, for the rules that come after; null for a customer who does not exist yet. */
    public static @Nullable LifecycleState enter(RuleSession session, Facts facts) {
        LifecycleState state = facts.exists() ? session.lifecycle(facts) : null;
        facts.enterLifecycle(state);
        return state;
    }

    /** The transition that the state on the facts makes against the last recorded one, if any. */
    public static Optional<Transition> transition(Facts facts) {
        LifecycleState before = facts.recordedLifecycle().orElse(null);
        LifecycleState now = facts.lifecycleState();
        return now == null || now == before
                ? Optional.empty()
                : Optional.of(new Transition(facts.profile().id(), before, now, facts.asOf()));
    }
}
