package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of the catalogue in one language.
 *
 * @param id the same in every language
 * @param template the sentence with its values in braces, as in {@code lifecycle is {s}}
 * @param types the type of each value
 * @param question what it asks, with {@link Hole}s for the values
 */
record Sentence(String id, String template, Map<String, ValueType> types, Condition question, Pattern pattern) {

    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    private static final int MAX_WINDOW = 3650;

    static Sentence of(String id, String template, Map<String, ValueType> types, Condition question) {
        return new Sentence(id, template, Map.copyOf(types), question, shape(template, types));
    }

    private static Pattern shape(String template, Map<String, ValueType> types) {
        StringBuilder regex = new StringBuilder();
        Matcher holes = HOLE.matcher(template);
        int from = 0;
        while (holes.find()) {
            ValueType type = types.getOrDefault(holes.group(1), ValueType.TEXT);
            regex.append(Pattern.quote(template.substring(from, holes.start())))
                    .append(" ?(?<")
                    .append(holes.group(1))
                    .append('>')
                    .append(type.regex())
                    .append(") ?");
            from = holes.end();
        }
        regex.append(Pattern.quote(template.substring(from)));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The number of characters that are not values: of two sentences that fit, the one with more says more. */
    int weight() {
        return HOLE.matcher(template).replaceAll("").length();
    }

    /** Whether it can be asked only of customers who have entered a campaign. */
    boolean needsEntry() {
        return question.questions()
                .flatMap(one -> one.arguments().stream())
                .anyMatch(value -> value instanceof Hole hole && hole.isCampaign());
    }

    Optional<Matcher> shapeOf(Phrase line) {
        Matcher matcher = pattern.matcher(line.text());
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /** The question with the values of the line; null, and why among the problems, where one of them is wrong. */
    @Nullable
    Condition read(Phrase line, Matcher shape, Names names, Problems problems) {
        Map<String, Object> values = new HashMap<>();
        if (names.campaign() != null) {
            values.put(Hole.CAMPAIGN, names.campaign());
        }
        boolean right = true;
        for (Map.Entry<String, ValueType> type : types.entrySet()) {
            Phrase text = line.part(shape.start(type.getKey()), shape.end(type.getKey()));
            Object value = type.getValue().read(text, names, problems);
            if (value == null || !withinRange(type.getKey(), value, text, problems)) {
                right = false;
            } else {
                values.put(type.getKey(), value);
            }
        }
        return right ? question.replace(one -> one.withValues(value -> fill(value, values))) : null;
    }

    private static Object fill(Object value, Map<String, Object> values) {
        return value instanceof Hole hole ? values.getOrDefault(hole.name(), "") : value;
    }

    /** A window is at least a day and at most ten years long; a score is 1 to 5. */
    private boolean withinRange(String name, Object value, Phrase text, Problems problems) {
        if (!(value instanceof Long number)) {
            return true;
        }
        long most = types.get(name) == ValueType.MONEY ? Long.MAX_VALUE : mostOf(new Hole(name));
        boolean window = most != Long.MAX_VALUE;
        if (!window || (number >= 1 && number <= most)) {
            return true;
        }
        String message = "\"" + text.original() + "\" should be a number from 1 to " + most + ".";
        problems.error(text, "out-of-range", message);
        return false;
    }

    private long mostOf(Hole hole) {
        return question.questions()
                .flatMapToLong(one -> {
                    int place = one.arguments().indexOf(hole);
                    Vocabulary.Fact fact = Vocabulary.find(one.fact()).orElseThrow();
                    boolean days = place >= 0 && fact.arguments().get(place) == Vocabulary.Kind.DAYS;
                    boolean score = place >= 0 && fact.name().equals(Vocabulary.RFM);
                    return java.util.stream.LongStream.of(days ? MAX_WINDOW : score ? 5 : Long.MAX_VALUE);
                })
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
