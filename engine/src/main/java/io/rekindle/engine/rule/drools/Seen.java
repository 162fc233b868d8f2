package io.rekindle.engine.rule.drools;

/** Stub until the rule language brings the real one. */
public final class Seen {

    private Seen() {}

    public static String describe(io.rekindle.engine.fact.Facts facts, io.rekindle.engine.rule.book.Line line) {
        return facts.getLifecycle() + line.number();
    }
}
