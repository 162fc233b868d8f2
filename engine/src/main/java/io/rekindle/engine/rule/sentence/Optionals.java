package io.rekindle.engine.rule.sentence;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a sentence that may be missing: {@code stays out[ of {campaign}]}. Only what readers can do without is one. */
final class Optionals {

    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]{}]*\\{(\\w+)}[^\\[\\]{}]*)]");

    /** Of these places the readers ask whether a value was given; everywhere else all values are. */
    private static final Set<String> PLACES = Set.of("beginning", "moment", "happening", "expectation");

    private static final Set<String> VALUES = Set.of("time", "amount", "campaign", "when", "reason");

    private Optionals() {}

    /**
     * What is wrong with a sentence's brackets.
     *
     * @param place where the sentence may stand
     */
    static Optional<String> wrong(String template, Scope scope, String place) {
        if (template.indexOf('[') < 0 && template.indexOf(']') < 0) {
            return Optional.empty();
        }
        Matcher parts = PART.matcher(template);
        String rest = parts.replaceAll("");
        if (rest.indexOf('[') >= 0 || rest.indexOf(']') >= 0) {
            return Optional.of("In brackets stands what may be missing: one value, with its words.");
        }
        if (scope != Scope.CONSEQUENCE || !PLACES.contains(place)) {
            return Optional.of("Nothing may be missing from this sentence; brackets are for tests only.");
        }
        return PART.matcher(template)
                .results()
                .map(part -> part.group(2))
                .filter(value -> !VALUES.contains(value))
                .findFirst()
                .map(value -> "The value \"" + value + "\" may not be missing.");
    }
}
