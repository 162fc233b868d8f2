package io.rekindle.engine.fact;

import java.util.Locale;
import java.util.Optional;

/** The seven lifecycle states a customer can be in; which one is decided by the first matching row of the lifecycle grid. */
public enum LifecycleState {
    PROSPECT,
    NEW,
    ACTIVE,
    LOYAL,
    CHURN_RISK,
    DORMANT,
    LOST;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The state as rule files and the API write it, such as {@code churn_risk}. */
    public String key() {
        return key;
    }

    /** The state of that name, whatever its case, or empty. */
    public static Optional<LifecycleState> of(String text) {
        for (LifecycleState state : values()) {
            if (state.key.equalsIgnoreCase(text.strip())) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
