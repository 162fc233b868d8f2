package io.rekindle.engine.trial;

import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the reason a test gives. */
final class BecauseText {

    private static final String LINE = "because_line";
    private static final String ID = "because_";

    private BecauseText() {}

    /** A quoted line of the rule, or a reason in words such as {@code frequency cap}; null where none is given. */
    static Expectation.@Nullable Because read(Said said, Sentences sentences, Stream<Line> lines, Problems problems) {
        Said reason = said.maybe("reason")
                .flatMap(text -> sentences.read("reason", text, problems))
                .orElse(null);
        if (reason == null) {
            return null;
        }
        if (reason.id().equals(LINE)) {
            return new Expectation.Because(line(reason.text("line"), sentences, lines, problems), null);
        }
        String key = reason.id().substring(ID.length());
        Reason known = Arrays.stream(Reason.values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElse(null);
        return new Expectation.Because(known == null ? key : key.replace('_', ' '), known);
    }

    /** The line as its author wrote it in the rule. */
    private static String line(Phrase quoted, Sentences sentences, Stream<Line> lines, Problems problems) {
        List<String> texts = lines.map(Line::text).distinct().toList();
        String found = texts.stream()
                .filter(one -> sentences.same(one, quoted))
                .findFirst()
                .orElse(null);
        if (found == null) {
            String message = "No line that could stand against it reads \"" + quoted.original() + "\".";
            String nearest = Nearest.of(quoted.text(), texts);
            problems.error(quoted, "unknown-line", message, nearest != null ? nearest : beginning(quoted, texts));
        }
        return found == null ? quoted.text() : found;
    }

    private static @Nullable String beginning(Phrase line, List<String> texts) {
        return texts.stream()
                .filter(one -> one.startsWith(line.text()))
                .findFirst()
                .orElse(null);
    }
}
