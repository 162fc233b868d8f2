package io.rekindle.engine.trial;

import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the reason a test gives. */
final class BecauseText {

    private BecauseText() {}

    /** A quoted line of the rule, or a reason in words such as {@code frequency cap}. */
    static Expectation.@Nullable Because read(Phrase text, Matcher matcher, Stream<Line> lines, Problems problems) {
        if (matcher.group("line") != null) {
            Phrase line = ExpectationReader.part(text, matcher, "line");
            List<String> texts = lines.map(Line::text).distinct().toList();
            String found = texts.stream()
                    .filter(one -> Phrase.of("", 0, 0, one).text().equals(line.text()))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                String message = "No line that could stand against it reads \"" + line.original() + "\".";
                String nearest = Nearest.of(line.text(), texts);
                problems.error(line, "unknown-line", message, nearest != null ? nearest : beginning(line, texts));
            }
            return new Expectation.Because(found == null ? line.text() : found, null);
        }
        if (matcher.group("reason") == null) {
            return null;
        }
        Phrase words = ExpectationReader.part(text, matcher, "reason");
        Reason reason = Arrays.stream(Reason.values())
                .filter(one -> inWords(one).equals(words.text().replace('_', ' ')))
                .findFirst()
                .orElse(null);
        if (reason == null) {
            List<String> known =
                    Arrays.stream(Reason.values()).map(BecauseText::inWords).toList();
            String message = "\"" + words.original() + "\" is no reason; a line of a rule stands in double quotes.";
            problems.error(words, "unknown-reason", message, Nearest.of(words.text(), known));
            return null;
        }
        return new Expectation.Because(words.text(), reason);
    }

    private static @Nullable String beginning(Phrase line, List<String> texts) {
        return texts.stream()
                .filter(one -> one.startsWith(line.text()))
                .findFirst()
                .orElse(null);
    }

    private static String inWords(Reason reason) {
        return reason.key().replace('_', ' ');
    }
}
