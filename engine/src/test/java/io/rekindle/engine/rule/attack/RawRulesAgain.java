package io.rekindle.engine.rule.attack;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drl.RawRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether a raw rule that was accepted asks the numbers and texts of its when-part: all of them, and no others. */
final class RawRulesAgain {

    private static final Pattern TEXT_OR_COMMENT =
            Pattern.compile("(\"[^\"]*\"|'[^']*')|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern WHEN = Pattern.compile("\\bwhen\\b(.*?)\\bthen\\b", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|'[^']*'|\\b\\d+L?\\b");
    private static final Pattern COUNT = Pattern.compile("count\\s*\\(\\s*\\d+\\s*\\)");
    private static final Pattern OPERATOR = Pattern.compile("[=!<>]=|[<>]");

    private RawRulesAgain() {}

    static List<String> doubts(RuleBook book, Map<String, String> files) {
        Map<String, Map<Integer, Line>> lines = new TreeMap<>();
        Stream.concat(
                        book.segments().values().stream()
                                .flatMap(segment -> segment.clauses().stream())
                                .flatMap(clause -> clause.lines().stream()),
                        book.policy().neverContact().stream())
                .filter(line -> line.sentence().equals(RawRules.SENTENCE))
                .forEach(line -> lines.computeIfAbsent(line.file(), any -> new TreeMap<>())
                        .put(line.number() * 1000 + line.column(), line));
        List<String> doubts = new ArrayList<>();
        lines.forEach((file, found) -> {
            String source = TEXT_OR_COMMENT
                    .matcher(files.getOrDefault(file, ""))
                    .replaceAll(piece -> piece.group(1) == null ? " " : Matcher.quoteReplacement(piece.group(1)));
            String withoutTexts = TEXT.matcher(source)
                    .replaceAll(text -> " ".repeat(text.group().length()));
            List<String> whens = WHEN.matcher(withoutTexts)
                    .results()
                    .map(when -> source.substring(when.start(1), when.end(1)))
                    .toList();
            List<Line> rules = List.copyOf(found.values());
            if (whens.size() != rules.size()) {
                doubts.add(file + " has " + whens.size() + " when-parts and " + rules.size() + " rules");
                return;
            }
            for (int index = 0; index < whens.size(); index++) {
                doubts.add(doubt(whens.get(index), rules.get(index)));
            }
        });
        return doubts;
    }

    private static String doubt(String when, Line rule) {
        List<String> written = values(COUNT.matcher(when).replaceAll(""));
        List<String> asked = new ArrayList<>();
        rule.condition().questions().forEach(question -> {
            question.arguments().forEach(value -> asked.add(value(value)));
            if (question instanceof Condition.Compare compare) {
                asked.add(value(compare.value()));
            }
        });
        boolean writtenOut = when.contains("segment") || when.contains("rfm");
        boolean simple = !when.contains("Event") && !writtenOut;
        asked.removeIf(value -> value.isEmpty() || OPERATOR.matcher(value).matches());
        written.removeIf(value -> OPERATOR.matcher(value).matches());
        boolean same = simple
                ? sorted(asked).equals(sorted(written))
                : writtenOut
                        || written.stream()
                                .allMatch(value -> asked.contains(value)
                                        || asked.contains(Event.keyOf(value))
                                        || Event.keyOf(value).equals(EventNames.ORDER_COMPLETED));
        return same ? "" : rule + " asks " + asked + ", but " + written + " is written";
    }

    private static List<String> values(String when) {
        return new ArrayList<>(VALUE.matcher(when)
                .results()
                .map(MatchResult::group)
                .map(value -> value.matches("\\d+L?")
                        ? value.replace("L", "")
                        : Meaning.normal(value.substring(1, value.length() - 1)))
                .toList());
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().sorted().toList();
    }

    private static String value(Object value) {
        return String.valueOf(value);
    }
}
