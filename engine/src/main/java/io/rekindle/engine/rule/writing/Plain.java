package io.rekindle.engine.rule.writing;

import java.util.regex.Pattern;

/** What YAML reads as it stands, and what it reads in quotes only. */
final class Plain {

    private static final Pattern START = Pattern.compile("[-?:,\\[\\]{}#&*!|>'\"%@`\\s].*", Pattern.DOTALL);
    private static final Pattern INSIDE = Pattern.compile(".*(?:: | #|:$|\\s$).*", Pattern.DOTALL);
    private static final Pattern BRACKETS = Pattern.compile(".*[,\\[\\]{}].*", Pattern.DOTALL);

    private Plain() {}

    /**
     * Whether a text needs no quotes.
     *
     * @param flow whether it stands in brackets
     */
    static boolean isPlain(String text, boolean flow) {
        return !text.isEmpty()
                && !START.matcher(text).matches()
                && !INSIDE.matcher(text).matches()
                && !(flow && BRACKETS.matcher(text).matches());
    }

    static String inQuotes(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
