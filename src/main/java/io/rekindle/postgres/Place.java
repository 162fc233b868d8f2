package io.rekindle.postgres;

/**
 * A place in a list that is read newest first: what comes after it is older.
 *
 * @param at epoch milliseconds
 * @param key tells apart what happened at the same instant
 */
public record Place(long at, String key) {

    /** Before everything. */
    public static final Place START = new Place(253_402_300_799_000L, "\uffff");
}
