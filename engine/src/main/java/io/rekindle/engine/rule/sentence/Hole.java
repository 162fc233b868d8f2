package io.rekindle.engine.rule.sentence;

/** The place of a value in a sentence of the catalogue and in its question; filled when a line is read. */
record Hole(String name) {

    /** The hole that the engine fills itself: the campaign in which the sentence stands. */
    static final String CAMPAIGN = "campaign";

    boolean isCampaign() {
        return name.equals(CAMPAIGN);
    }
}
