package io.rekindle.engine.trial;

/**
 * Something in the rule book that no test exercises at its boundary.
 *
 * @param rule the rule, as in {@code dormant-recall audience}
 * @param line the line in the file, or 0
 * @param missing what a test would have to have, to follow "no test"
 * @param redundant tests have it, but there something else decides the same: the line may be superfluous
 */
public record Gap(String rule, String file, int line, String text, String missing, boolean redundant) {

    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line;
        return redundant
                ? place + " " + rule + ": \"" + text + "\" never decides alone " + missing
                : place + " " + rule + ": \"" + text + "\" has no test " + missing;
    }
}
