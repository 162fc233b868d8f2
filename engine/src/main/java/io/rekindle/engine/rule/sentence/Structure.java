package io.rekindle.engine.rule.sentence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rekindle.engine.rule.source.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings that readers of rule files ask for, and what a setting may say: a catalogue chooses the words, and in other languages
 * than English the names, but nobody acts on what is not among these.
 */
final class Structure {

    private static final Pattern LINE = Pattern.compile("\\[(\\w+)]\\[(\\w+)([^]]*)]([^=]*)=(.*)");
    private static final Map<String, Known> KNOWN = read();

    private record Known(Scope scope, String values, String name, String meaning) {}

    private Structure() {}

    /**
     * What is wrong with a sentence of an English catalogue that is no condition.
     *
     * @param values the types in its brackets, as they are written
     */
    static Optional<String> wrong(Scope scope, String id, String values, String template, String meaning) {
        Known known = KNOWN.get(id);
        if (known == null || known.scope != scope) {
            String nearest = Nearest.of(
                    id,
                    KNOWN.entrySet().stream()
                            .filter(one -> one.getValue().scope == scope)
                            .map(Map.Entry::getKey)
                            .toList());
            return Optional.of("No setting is known as \"" + id + "\"."
                    + (nearest == null ? "" : " Did you mean \"" + nearest + "\"?"));
        }
        if (!known.values.equals(values.strip())) {
            return Optional.of("The values of \"" + id + "\" are "
                    + (known.values.isEmpty() ? "none" : "\"" + known.values + "\"") + ": only its words are yours.");
        }
        if (!known.meaning.equals(meaning)) {
            return Optional.of("\"" + id + "\" stands for \"" + known.meaning + "\": only its words are yours.");
        }
        return scope == Scope.CONSEQUENCE || known.name.equals(template)
                ? Optional.empty()
                : Optional.of(
                        "In English this setting is \"" + known.name + "\": its other names stand in other languages.");
    }

    private static Map<String, Known> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Structure.class.getResourceAsStream("structure.txt")), UTF_8))) {
            return lines.lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(
                            line -> line.group(2), Structure::known, (one, same) -> one, TreeMap::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Known known(Matcher line) {
        return new Known(Scope.of(line.group(1)).orElseThrow(), line.group(3).strip(), line.group(4), line.group(5));
    }
}
