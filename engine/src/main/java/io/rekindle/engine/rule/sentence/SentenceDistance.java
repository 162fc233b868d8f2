package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.source.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How far a line is from a sentence, word by word: 0 for the same, 1 for nothing in common. */
final class SentenceDistance {

    /** Sentences farther away than this are not worth suggesting. */
    static final double NEAR = 0.7;

    /** A word that the author left out is a smaller mistake than one that has no place in the sentence. */
    private static final double FORGOTTEN = 0.5;

    private static final int SHORT = 2;
    private static final double VALUE_FOR_WORD = 0.5;
    private static final Pattern WORD =
            Pattern.compile("\\{\\w+}|\\p{IsHan}|[[\\p{L}\\p{N}_%.:-]&&[^\\p{IsHan}]]+|\\S");

    private SentenceDistance() {}

    static double between(String line, String template) {
        List<String> from = words(line);
        List<String> to = words(template);
        double[] last = new double[to.size() + 1];
        for (int column = 0; column <= to.size(); column++) {
            last[column] = column * FORGOTTEN;
        }
        for (int row = 1; row <= from.size(); row++) {
            double[] now = new double[to.size() + 1];
            now[0] = row;
            for (int column = 1; column <= to.size(); column++) {
                double replaced = last[column - 1] + between2(from.get(row - 1), to.get(column - 1));
                now[column] = Math.min(replaced, Math.min(last[column] + 1, now[column - 1] + FORGOTTEN));
            }
            last = now;
        }
        return last[to.size()] / Math.max(1, Math.max(from.size(), to.size()));
    }

    /** Whether a word of a short line, or nearly that word, stands in the sentence: else it fits everything a little. */
    static boolean share(String line, String template) {
        List<String> words = words(line);
        return words.size() > SHORT
                || words(template).stream()
                        .filter(word -> !word.startsWith("{"))
                        .anyMatch(word -> words.stream()
                                .anyMatch(other ->
                                        Nearest.distance(word, other) <= Math.max(word.length(), other.length()) / 3));
    }

    private static double between2(String word, String of) {
        if (of.startsWith("{")) {
            return Character.isDigit(word.charAt(0))
                    ? 0
                    : Character.isIdeographic(word.charAt(0)) ? 0.9 : VALUE_FOR_WORD;
        }
        int longer = Math.max(word.length(), of.length());
        return Math.min(1, 1.5 * Nearest.distance(word, of) / longer);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
