package io.rekindle.engine.rule.sentence;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The characters that proofs are made with: those of the shapes, all of ASCII, and one stranger of each kind that classes may
 * tell apart. Every other character behaves like one of the strangers, so what holds of these holds of all texts.
 */
final class Alphabet {

    private static final String STRANGERS = "龘é٣€　";

    private final int[] letters;
    private final Map<String, BitSet> classes = new HashMap<>();

    private Alphabet(int[] letters) {
        this.letters = letters;
    }

    static Alphabet of(Collection<String> shapes) {
        IntStream written = (STRANGERS + String.join("", shapes)).chars();
        return new Alphabet(Stream.of(IntStream.rangeClosed('a', 'z'), IntStream.range(' ', 127), written)
                .flatMapToInt(letters -> letters)
                .flatMap(letter -> IntStream.of(letter, Character.toLowerCase(letter), Character.toUpperCase(letter)))
                .distinct()
                .toArray());
    }

    /** The members of a class: a letter, an escape or brackets, as in {@code \d} or {@code [a-z]}. */
    BitSet members(String one) {
        return classes.computeIfAbsent(one, text -> {
            Pattern pattern = Pattern.compile(text, Sentence.FLAGS);
            BitSet members = new BitSet();
            for (int index = 0; index < letters.length; index++) {
                members.set(
                        index,
                        pattern.matcher(Character.toString(letters[index])).matches());
            }
            return members;
        });
    }

    String letter(int index) {
        return Character.toString(letters[index]);
    }
}
