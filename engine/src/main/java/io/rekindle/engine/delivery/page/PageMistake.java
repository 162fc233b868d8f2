package io.rekindle.engine.delivery.page;

import java.util.Set;

/** What an author has to change before a page can be made. */
public final class PageMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String word;
    private final transient Set<String> known;

    PageMistake(int line, String message) {
        this(line, message, "", Set.of());
    }

    PageMistake(int line, String message, String word, Set<String> known) {
        super(message);
        this.line = line;
        this.word = word;
        this.known = known;
    }

    /** The line of what was written, from 1; 0 where none can be named. */
    public int line() {
        return line;
    }

    /** What is not known, or empty. */
    public String word() {
        return word;
    }

    /** What is known in its place. */
    public Set<String> known() {
        return known;
    }
}
