package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of the catalogue in one language.
 *
 * @param id the same in every language
 * @param place where it may stand: {@link #CONDITION}, the name of a setting, or for a keyword what it is the name of
 * @param group the heading under which the catalogue lists it
 * @param template the sentence with its values in braces, as in {@code lifecycle is {s}}, and what may be missing in brackets
 * @param types the type of each value
 * @param question what a condition asks, with {@link Hole}s for the values; null for others
 * @param holds what the setting of a keyword holds; null for others
 */
public record Sentence(
        String id,
        Scope scope,
        Language language,
        String place,
        String group,
        String template,
        Map<String, ValueType> types,
        @Nullable Condition question,
        @Nullable Holds holds,
        Shape shape) {

    /** The place of every question to the facts. */
    public static final String CONDITION = "sentence";

    /** Of ASCII only: else the Turkish letters ı and İ would pass for an i, and a misspelt word for the right one. */
    static final int FLAGS = Pattern.CASE_INSENSITIVE;

    static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
    /** A part with a value that may be missing, as in {@code enters[ {campaign}]}. */
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");

    private static final int MAX_WINDOW = 3650;

    public Sentence {
        types = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** The same sentence with the shape of its nested lines known. */
    Sentence with(Shape known) {
        return new Sentence(id, scope, language, place, group, template, types, question, holds, known);
    }

    /** The number of characters that are not values: of two sentences that fit, the one with more says more. */
    int weight() {
        return HOLE.matcher(template).replaceAll("").length();
    }

    /** Whether it can be asked only of customers who have entered a campaign. */
    public boolean needsEntry() {
        return question != null
                && question.questions()
                        .flatMap(one -> one.arguments().stream())
                        .anyMatch(value -> value instanceof Hole hole && hole.isCampaign());
    }

    /** What the line says; empty, and why among the problems, where one of its values is wrong. */
    Optional<Said> read(Phrase line, Matcher fit, Names names, Problems problems) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Phrase> texts = new LinkedHashMap<>();
        boolean right = true;
        for (Map.Entry<String, ValueType> type : types.entrySet()) {
            if (fit.start(type.getKey()) < 0) {
                continue;
            }
            Phrase text = line.part(fit.start(type.getKey()), fit.end(type.getKey()));
            Object value = type.getValue().read(text, names, problems);
            if (value == null || !withinRange(type.getKey(), value, text, problems)) {
                right = false;
            } else {
                values.put(type.getKey(), value);
                texts.put(type.getKey(), text);
            }
        }
        return right ? Optional.of(new Said(this, values, texts)) : Optional.empty();
    }

    /** The sentence without what may be missing, and with each such part alone. */
    List<String> variants() {
        List<String> parts =
                OPTIONAL.matcher(template).results().map(MatchResult::group).toList();
        List<String> variants =
                new ArrayList<>(List.of(OPTIONAL.matcher(template).replaceAll("")));
        for (String one : parts) {
            String with = template.replace(one, one.substring(1, one.length() - 1));
            variants.add(OPTIONAL.matcher(with).replaceAll(""));
        }
        return variants;
    }

    /** Whether it is made of values only. */
    public boolean isWordless() {
        return print(Map.of()).codePoints().noneMatch(Character::isLetter);
    }

    /** The sentence with these values, in its language; a part that may be missing is where its value is. */
    public String print(Map<String, String> values) {
        String parts = OPTIONAL.matcher(template)
                .replaceAll(part ->
                        HOLE.matcher(part.group(1)).results().anyMatch(hole -> values.containsKey(hole.group(1)))
                                ? Matcher.quoteReplacement(part.group(1))
                                : "");
        return HOLE.matcher(parts).replaceAll(hole -> Matcher.quoteReplacement(values.getOrDefault(hole.group(1), "")));
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
        if (question == null) {
            return Long.MAX_VALUE;
        }
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
