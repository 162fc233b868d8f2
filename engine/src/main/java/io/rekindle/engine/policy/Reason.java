package io.rekindle.engine.policy;

import java.util.Locale;

/** Why something was not sent: the one list for decisions, API, logs, metrics and console. */
public enum Reason {
    LINE_NOT_MET,
    NO_CONSENT,
    SUPPRESSED,
    FREQUENCY_CAP,
    QUIET_HOURS,
    LOWER_PRIORITY,
    HOLDOUT,
    NOT_IN_ROLLOUT,
    ALREADY_IN,
    BUDGET_EXHAUSTED,
    COUPON_OUT_OF_STOCK,
    DATA_STALE,
    INVALID_ADDRESS,
    PROVIDER_ERROR,
    CANCELLED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The reason as stored and shown, such as {@code no_consent}. */
    public String key() {
        return key;
    }
}
