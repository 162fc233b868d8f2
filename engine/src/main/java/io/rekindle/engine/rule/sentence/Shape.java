package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.rule.source.Language;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines that a sentence fits.
 *
 * @param right lines whose values all have the shape of their type; what {@link Clashes} proves with
 * @param attempt lines whose words are right, whatever stands in the place of the values
 * @param ends how all these lines begin and end
 */
record Shape(Pattern right, Pattern attempt, Ends ends) {

    /** A value, or where a part that may be missing begins or ends. */
    private static final Pattern PART = Pattern.compile("\\{(\\w+)}|\\[|]");

    static Shape of(String template, Language language, Map<String, ValueType> types) {
        return of(template, language, types, ValueType::shape);
    }

    /** The shape of a sentence in whose values others stand, which have that shape. */
    static Shape of(
            String template, Language language, Map<String, ValueType> types, Function<ValueType, String> value) {
        return new Shape(
                pattern(template, language, types, value),
                pattern(template, language, types, ValueType::attempt),
                Ends.of(template));
    }

    /** A shape of every sentence of these. */
    static String anyOf(List<Sentence> sentences) {
        return sentences.stream()
                .map(one -> one.shape().right().pattern().replaceAll("\\(\\?<\\w+>", "(?:"))
                .distinct()
                .collect(Collectors.joining("|"));
    }

    private static Pattern pattern(
            String template, Language language, Map<String, ValueType> types, Function<ValueType, String> value) {
        StringBuilder regex = new StringBuilder();
        Matcher parts = PART.matcher(template);
        int from = 0;
        while (parts.find()) {
            regex.append(words(template.substring(from, parts.start()), language));
            regex.append(
                    switch (parts.group()) {
                        case "[" -> "(?:";
                        case "]" -> ")?";
                        default -> {
                            String name = parts.group(1);
                            yield " ?(?<" + name + ">" + value.apply(types.getOrDefault(name, ValueType.TEXT)) + ") ?";
                        }
                    });
            from = parts.end();
        }
        regex.append(words(template.substring(from), language));
        return Pattern.compile(regex.toString(), Sentence.FLAGS);
    }

    /** Words as they are, signs however they are typed; Chinese has no need of its spaces. */
    private static String words(String text, Language language) {
        StringBuilder regex = new StringBuilder();
        for (char letter : Normalizer.normalize(text, Normalizer.Form.NFKC).toCharArray()) {
            regex.append(
                    switch (letter) {
                        case ' ' -> language == Language.ZH ? " ?" : afterComma(regex) ? "" : " ";
                        case ',' -> " ?, ?";
                        case '-' -> "[-–—~]";
                        case '≥' -> " ?(?:≥|>=) ?";
                        case '≤' -> " ?(?:≤|<=) ?";
                        case '→' -> "(?:→|->)";
                        case '"', '“', '”' -> "[\"“”]";
                        default -> Character.isLetterOrDigit(letter) ? String.valueOf(letter) : "\\" + letter;
                    });
        }
        return regex.toString();
    }

    private static boolean afterComma(StringBuilder regex) {
        return regex.length() > 4 && regex.substring(regex.length() - 5).equals(" ?, ?");
    }

    Optional<Matcher> right(String line) {
        return matching(right, line);
    }

    Optional<Matcher> attempt(String line) {
        return matching(attempt, line);
    }

    private static Optional<Matcher> matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && right.pattern().equals(shape.right.pattern());
    }

    @Override
    public int hashCode() {
        return right.pattern().hashCode();
    }
}
