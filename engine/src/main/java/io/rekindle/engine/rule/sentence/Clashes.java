package io.rekindle.engine.rule.sentence;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Proves that no line fits two sentences: for each pair that may stand at one place, that no text has both shapes. */
final class Clashes {

    private Clashes() {}

    /** Tells of every sentence that shares a line with an earlier one, in whatever language. */
    static void in(List<Sentence> sentences, BiConsumer<Sentence, String> clash) {
        List<String> shapes = sentences.stream()
                .map(one -> one.shape().right().pattern())
                .distinct()
                .toList();
        Alphabet alphabet = Alphabet.of(shapes);
        Map<String, Automaton> automata = new HashMap<>();
        shapes.forEach(shape -> automata.put(shape, Automaton.of(shape, alphabet)));
        List<Ends> ends = sentences.stream().map(Ends::of).toList();
        for (int later = 0; later < sentences.size(); later++) {
            for (int former = 0; former < later; former++) {
                Sentence one = sentences.get(former);
                Sentence other = sentences.get(later);
                String text = ends.get(former).differ(ends.get(later)) ? null : common(one, other, automata);
                if (text != null) {
                    clash.accept(
                            other,
                            "The line \"" + text + "\" fits \"" + other.template() + "\" and also \"" + one.template()
                                    + "\".");
                }
            }
        }
    }

    private static @Nullable String common(Sentence one, Sentence other, Map<String, Automaton> automata) {
        boolean apart = !one.place().equals(other.place())
                || (one.scope() == Scope.KEYWORD) != (other.scope() == Scope.KEYWORD);
        if (apart || one.id().equals(other.id())) {
            return null;
        }
        Automaton first = automata.get(one.shape().right().pattern());
        Automaton second = automata.get(other.shape().right().pattern());
        return first == null || second == null ? null : first.common(second);
    }

    /** The letters with which every line of a sentence starts, and those with which it ends, turned round. */
    private record Ends(String start, String end) {

        static Ends of(Sentence sentence) {
            String template = Normalizer.normalize(sentence.template(), Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT);
            return new Ends(
                    letters(template),
                    letters(new StringBuilder(template).reverse().toString()));
        }

        /** Whatever the spaces between them. */
        private static String letters(String text) {
            StringBuilder start = new StringBuilder();
            for (char letter : text.toCharArray()) {
                if (letter != ' ' && !Character.isLetterOrDigit(letter)) {
                    break;
                }
                start.append(letter == ' ' ? "" : letter);
            }
            return start.toString();
        }

        /** Whether no line can start with both or end with both: the quick answer for most pairs. */
        boolean differ(Ends other) {
            return differ(start, other.start) || differ(end, other.end);
        }

        private static boolean differ(String one, String other) {
            int both = Math.min(one.length(), other.length());
            return !one.regionMatches(0, other, 0, both);
        }
    }
}
