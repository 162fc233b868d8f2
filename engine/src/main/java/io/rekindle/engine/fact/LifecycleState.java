package io.rekindle.engine.fact;

import java.util.Locale;
import java.util.Optional;

/** The seven lifecycle states a customer can be in; which one is decided by the first matching row of the lifecycle grid. */
public enum LifecycleState {
    PROSPECT(1),
    NEW(2),
    ACTIVE(3),
    LOYAL(4),
    CHURN_RISK(5),
    DORMANT(6),
    LOST(7);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final int code;

    LifecycleState(int code) {
        this.code = code;
    }

    /** The number under which stored facts keep the state; never reused. */
    int code() {
        return code;
    }

    static LifecycleState ofCode(long code) {
        for (LifecycleState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no lifecycle state has the code " + code);
    }

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
