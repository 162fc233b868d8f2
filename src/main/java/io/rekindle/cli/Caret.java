package io.rekindle.cli;

import io.rekindle.RuleProblem;
import java.lang.Character.UnicodeBlock;
import java.util.Set;

/** Shows an author the place: the line of the file, and a caret below the sign at which it goes wrong. */
final class Caret {

    private static final String INDENT = "    ";

    /** Signs that a terminal shows twice as wide as a letter. */
    private static final Set<UnicodeBlock> WIDE = Set.of(
            UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS,
            UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS_EXTENSION_A,
            UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
            UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
            UnicodeBlock.HIRAGANA,
            UnicodeBlock.KATAKANA,
            UnicodeBlock.HANGUL_SYLLABLES);

    private Caret() {}

    /** The line, and below it the caret where the column is known; empty where the line is not. */
    static String under(RuleProblem problem) {
        String text = problem.text();
        if (text == null) {
            return "";
        }
        String line = INDENT + text.replace('\t', ' ') + System.lineSeparator();
        int signs = text.codePointCount(0, text.length());
        if (problem.column() == 0 || problem.column() > signs + 1) {
            return line;
        }
        int width = text.codePoints()
                .limit(problem.column() - 1L)
                .map(sign -> WIDE.contains(UnicodeBlock.of(sign)) ? 2 : 1)
                .sum();
        return line + INDENT + " ".repeat(width) + "^" + System.lineSeparator();
    }
}
