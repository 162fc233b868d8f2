package io.rekindle.settings;

/** How far messages go. */
public enum SendingMode {
    /** They are decided, and wait. */
    OFF,
    /** They are rendered and kept in the database to be looked at; no provider hears of them. */
    SANDBOX,
    /** They leave. */
    LIVE
}
