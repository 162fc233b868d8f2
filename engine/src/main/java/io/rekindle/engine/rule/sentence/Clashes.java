package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.source.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Proves that no line fits two sentences: for each pair that may stand at one place, that no text has both shapes. */
final class Clashes {

    /** The last proof: the catalogue changes far more seldom than the files that are read with it. */
    private static volatile Proof last = new Proof(List.of(), List.of());

    private Clashes() {}

    /** A sentence that shares a line with an earlier one, and what is to be said of it. */
    private record Clash(Sentence sentence, String message) {}

    private record Proof(List<Sentence> sentences, List<Clash> clashes) {}

    /** The words with which every line of a sentence begins and ends (these turned round). */
    private record Ends(String head, String tail) {

        static Ends of(Sentence sentence) {
            String template = sentence.template().toLowerCase(Locale.ROOT);
            String reversed = new StringBuilder(template).reverse().toString();
            boolean english = sentence.language() == Language.EN;
            return new Ends(head(template, english), head(reversed, english));
        }

        /** Up to the first value or sign, or the first space, which Chinese may leave out. */
        private static String head(String template, boolean english) {
            int end = 0;
            while (end < template.length()
                    && (Character.isLetter(template.charAt(end)) || (english && template.charAt(end) == ' '))) {
                end++;
            }
            return template.substring(0, end).strip();
        }

        boolean differFrom(Ends other) {
            return differ(head, other.head) || differ(tail, other.tail);
        }

        private static boolean differ(String one, String other) {
            return !one.regionMatches(0, other, 0, Math.min(one.length(), other.length()));
        }
    }

    /** Tells of every sentence that shares a line with an earlier one, in whatever language. */
    static void in(List<Sentence> sentences, BiConsumer<Sentence, String> clash) {
        Proof proof = last;
        if (!proof.sentences.equals(sentences)) {
            proof = new Proof(List.copyOf(sentences), prove(sentences));
            last = proof;
        }
        proof.clashes.forEach(one -> clash.accept(one.sentence, one.message));
    }

    private static List<Clash> prove(List<Sentence> sentences) {
        List<String> shapes = sentences.stream()
                .map(one -> one.shape().right().pattern())
                .distinct()
                .toList();
        Alphabet alphabet = Alphabet.of(shapes);
        Map<String, Automaton> automata = new HashMap<>();
        shapes.forEach(shape -> automata.put(shape, Automaton.of(shape, alphabet)));
        List<Ends> ends = sentences.stream().map(Ends::of).toList();
        List<Clash> clashes = new ArrayList<>();
        for (int later = 0; later < sentences.size(); later++) {
            for (int former = 0; former < later; former++) {
                Sentence one = sentences.get(former);
                Sentence other = sentences.get(later);
                String text = ends.get(former).differFrom(ends.get(later)) ? null : common(one, other, automata);
                if (text != null) {
                    String message = "The line \"" + text + "\" fits \"" + other.template() + "\" and also \""
                            + one.template() + "\".";
                    clashes.add(new Clash(other, message));
                }
            }
        }
        return clashes;
    }

    private static @Nullable String common(Sentence one, Sentence other, Map<String, Automaton> automata) {
        if (one.id().equals(other.id()) || !one.place().equals(other.place())) {
            return null;
        }
        Automaton first = automata.get(one.shape().right().pattern());
        Automaton second = automata.get(other.shape().right().pattern());
        return first == null || second == null ? null : first.common(second);
    }
}
