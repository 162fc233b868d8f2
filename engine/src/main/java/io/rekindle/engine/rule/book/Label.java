package io.rekindle.engine.rule.book;

/** A name for people, in both languages; where only one is given both are the same. */
public record Label(String en, String zh) {

    /** The name in a language, {@code en} unless it is {@code zh}. */
    public String in(String language) {
        return language.startsWith("zh") ? zh : en;
    }
}
