package io.rekindle.engine.rule.drools;

public final class Seen {
    private Seen() {}

    public static String describe(io.rekindle.engine.fact.Facts f, io.rekindle.engine.rule.book.Line l) {
        return "";
    }
}
