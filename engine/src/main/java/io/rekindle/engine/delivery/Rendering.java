package io.rekindle.engine.delivery;

/** A template with one customer's values in it: ready to leave, or held back because it would not read right. */
public sealed interface Rendering {

    /** Whole, and nothing in it blank that should not be. */
    record Ready(Content content) implements Rendering {}

    /**
     * Not to be sent: better no message than "Hi ,".
     *
     * @param variable the variable that is missing or blank and has no fallback, such as {@code coupon.code}; empty where
     *     something else is wrong
     * @param why in words, without any customer's value
     */
    record Held(String variable, String why) implements Rendering {}
}
