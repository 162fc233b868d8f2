package io.rekindle.engine.rule.drools;

import io.rekindle.engine.rule.book.*;

public final class Release {
    private final RuleBook book;

    private Release(RuleBook book) {
        this.book = book;
    }

    public static Release compile(RuleBook book) {
        return new Release(book);
    }

    public RuleBook book() {
        return book;
    }

    public String version() {
        return book.version();
    }

    public RuleSession open() {
        return new RuleSession();
    }

    public int audience(Campaign campaign) {
        return 0;
    }

    public int exit(Campaign campaign, int index) {
        return 0;
    }

    public int step(Campaign campaign, Step step) {
        return 0;
    }

    public int neverContact(int index) {
        return 0;
    }

    public int line(Line line) {
        return 0;
    }
}
