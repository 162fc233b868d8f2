package io.rekindle.engine.rule.sentence;

import java.util.HashMap;
import java.util.List;
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
        for (int later = 0; later < sentences.size(); later++) {
            for (int former = 0; former < later; former++) {
                Sentence one = sentences.get(former);
                Sentence other = sentences.get(later);
                String text = common(one, other, automata);
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
        if (apart
                || one.id().equals(other.id())
                || one.shape().ends().differFrom(other.shape().ends())) {
            return null;
        }
        Automaton first = automata.get(one.shape().right().pattern());
        Automaton second = automata.get(other.shape().right().pattern());
        return first == null || second == null ? null : first.common(second);
    }
}
