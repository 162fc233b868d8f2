package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parts conditions that are joined by a word such as "and", which may also stand in a value: {@code has tag food and drink}. A
 * piece belongs to the condition before it only where it is nothing like a condition itself and the two make one: a condition
 * that was mistyped is never taken for part of a value.
 */
final class Joints {

    /** The place of the words that join. */
    static final String PLACE = "joint";

    private final Catalogue catalogue;

    Joints(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** From one index of the text to another. */
    private record Stretch(int from, int to) {}

    List<Phrase> split(Phrase text) {
        List<Stretch> pieces = pieces(text.text());
        List<Phrase> conditions = new ArrayList<>();
        for (int first = 0; first < pieces.size(); ) {
            int last = last(text, pieces, first);
            conditions.add(part(text, pieces, first, last));
            first = last + 1;
        }
        return conditions;
    }

    /** The last piece of the condition that begins with that piece. */
    private int last(Phrase text, List<Stretch> pieces, int first) {
        int last = first;
        for (int next = first + 1;
                next < pieces.size() && !catalogue.isNearCondition(part(text, pieces, next, next));
                next++) {
            last = catalogue.isCondition(part(text, pieces, first, next)) ? next : last;
        }
        return last;
    }

    private static Phrase part(Phrase text, List<Stretch> pieces, int first, int last) {
        return text.part(pieces.get(first).from(), pieces.get(last).to());
    }

    /** What stands between the words that join, and are not in quotes. */
    private List<Stretch> pieces(String text) {
        String words = catalogue.at(PLACE).stream()
                .map(one -> one.language() == Language.ZH ? " ?" + one.template() + " ?" : " " + one.template() + " ")
                .collect(Collectors.joining("|"));
        List<Stretch> pieces = new ArrayList<>();
        int from = 0;
        Matcher joint = Pattern.compile(words, Sentence.FLAGS).matcher(text);
        while (!words.isEmpty() && joint.find()) {
            boolean quoted = text.substring(0, joint.start())
                                    .chars()
                                    .filter(sign -> sign == '"')
                                    .count()
                            % 2
                    == 1;
            if (!quoted) {
                pieces.add(new Stretch(from, joint.start()));
                from = joint.end();
            }
        }
        pieces.add(new Stretch(from, text.length()));
        return pieces;
    }
}
