package io.rekindle.engine.rule.sentence;

/** A kind of thing that a book names and lines speak of. */
public enum Noun {
    SEGMENT("segment", " in segments.yaml"),
    COUPON("coupon", " in coupons.csv"),
    CAMPAIGN("campaign", ""),
    STEP("step", " before this one"),
    TEMPLATE("template", " in templates/"),
    CHANNEL("channel", ""),
    WEBHOOK("webhook", " in hooks/"),
    /** A campaign and its step: {@code welcome/hello}. */
    MESSAGE("message", ": write campaign/step");

    private final String word;
    private final String where;

    Noun(String word, String where) {
        this.word = word;
        this.where = where;
    }

    String word() {
        return word;
    }

    /** Where a book names such things, to stand at the end of "There is no …". */
    String where() {
        return where;
    }
}
