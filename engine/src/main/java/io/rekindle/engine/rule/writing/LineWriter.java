package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Holds;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes single lines and values again, in the one spelling that each language has for them.
 *
 * @param language the language to write in; null for the one in which each line is
 */
record LineWriter(
        Catalogue catalogue, Names names, @Nullable Language language) {

    /** The text anew; empty where it is not understood, and so stays as it is. */
    Optional<String> write(Phrase text, Holds holds) {
        if (holds instanceof Holds.Value value) {
            return value(text, value.type());
        }
        if (holds instanceof Holds.Line line) {
            return line(line.place(), text);
        }
        if (holds instanceof Holds.Either either) {
            return write(text, either.line());
        }
        if (holds instanceof Holds.Series series) {
            return all(Catalogue.series(text), series.item()).map(parts -> String.join(", ", parts));
        }
        // one value may stand for a list of one
        return holds instanceof Holds.ListOf list ? write(text, list.item()) : Optional.empty();
    }

    private Optional<String> value(Phrase text, ValueType type) {
        Object value = type.read(text, names, new Problems());
        Language in = language == null ? Language.of(text.text()) : language;
        return value == null ? Optional.empty() : Optional.of(type.print(value, in, names));
    }

    private Optional<List<String>> all(List<Phrase> texts, Holds each) {
        List<String> written = new ArrayList<>();
        for (Phrase text : texts) {
            write(text, each).ifPresent(written::add);
        }
        return written.size() == texts.size() ? Optional.of(written) : Optional.empty();
    }

    private Optional<String> line(String place, Phrase text) {
        Problems problems = new Problems();
        Said said = catalogue.read(place, text, names, problems).orElse(null);
        if (said == null || !problems.none()) {
            return Optional.empty();
        }
        Map<String, String> inner = new LinkedHashMap<>();
        for (Map.Entry<String, ValueType> type : said.sentence().types().entrySet()) {
            Phrase part = said.maybe(type.getKey()).orElse(null);
            if (part != null && type.getValue().isNested()) {
                Optional<String> written = nested(part, type.getValue());
                if (written.isEmpty()) {
                    return Optional.empty();
                }
                inner.put(type.getKey(), written.get());
            }
        }
        Language in = language == null ? own(said.sentence(), inner.values()) : language;
        Map<String, String> values = said.spelled(in, names);
        values.putAll(inner);
        return catalogue.in(in, said.id()).map(sentence -> sentence.print(values));
    }

    /** The language of a sentence; that of its values where it has no words of its own. */
    private static Language own(Sentence sentence, Collection<String> inner) {
        return sentence.isWordless() && !inner.isEmpty() ? Language.of(String.join("", inner)) : sentence.language();
    }

    /** A line within the line. */
    private Optional<String> nested(Phrase text, ValueType type) {
        String place = type.nestedPlace();
        if (type == ValueType.QUOTED) {
            return Optional.of(line(Sentence.CONDITION, text).orElse(text.original()));
        }
        if (place != null) {
            return line(place, text);
        }
        return all(catalogue.joined(text), new Holds.Line(Sentence.CONDITION))
                .map(parts -> String.join(
                        catalogue.joint(language == null ? Language.of(String.join("", parts)) : language), parts));
    }
}
