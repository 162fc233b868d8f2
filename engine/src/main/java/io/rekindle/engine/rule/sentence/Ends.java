package io.rekindle.engine.rule.sentence;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The letters with which every line of a sentence begins and ends, without spaces: the quick answer to what most lines are
 * not.
 */
record Ends(String head, String tail) {

    static Ends of(String template) {
        String text = squeezed(Normalizer.normalize(template, Normalizer.Form.NFKC));
        int head = 0;
        while (head < text.length() && Character.isLetter(text.charAt(head))) {
            head++;
        }
        int tail = text.length();
        while (tail > 0 && Character.isLetter(text.charAt(tail - 1))) {
            tail--;
        }
        return new Ends(text.substring(0, head), text.substring(tail));
    }

    /** A line as it is compared: small letters, no spaces. */
    static String squeezed(String line) {
        return line.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a squeezed line begins and ends so. */
    boolean mayFit(String squeezed) {
        return squeezed.startsWith(head) && squeezed.endsWith(tail);
    }

    /** Whether no line can begin, or none can end, as both say. */
    boolean differFrom(Ends other) {
        int heads = Math.min(head.length(), other.head.length());
        int tails = Math.min(tail.length(), other.tail.length());
        return !head.regionMatches(0, other.head, 0, heads)
                || !tail.regionMatches(tail.length() - tails, other.tail, other.tail.length() - tails, tails);
    }
}
