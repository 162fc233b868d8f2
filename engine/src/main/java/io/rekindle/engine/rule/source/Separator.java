package io.rekindle.engine.rule.source;

/** What stands between the cells of a CSV file: spreadsheets write a comma, in some countries a semicolon, or a tab. */
final class Separator {

    private static final char[] KNOWN = {',', ';', '\t'};

    private Separator() {}

    /** The one that the first line with anything in it has most of, outside quotes. */
    static char of(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char best = KNOWN[0];
        for (char candidate : KNOWN) {
            best = count(header, candidate) > count(header, best) ? candidate : best;
        }
        return best;
    }

    private static int count(String line, char wanted) {
        int found = 0;
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            quoted ^= line.charAt(index) == '"';
            found += !quoted && line.charAt(index) == wanted ? 1 : 0;
        }
        return found;
    }
}
