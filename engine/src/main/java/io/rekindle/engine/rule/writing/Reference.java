package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Scope;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that a rule file may say, from the catalogue: for the documentation, and for an editor that completes lines. */
public record Reference(List<Entry> entries) {

    /**
     * A sentence or the name of a setting, in every language.
     *
     * @param place where it stands: whose setting it is, or what a sentence is
     * @param holds what a setting holds, as the catalogue says it; empty for sentences
     * @param examples the sentence with values, as an author would write it
     */
    public record Entry(
            String id,
            Scope scope,
            String group,
            String place,
            String holds,
            Map<Language, String> templates,
            Map<String, ValueType> values,
            Map<Language, String> examples) {}

    public Reference {
        entries = List.copyOf(entries);
    }

    /** What a catalogue holds: first what files are made of, then the questions to the facts. */
    public static Reference of(Catalogue catalogue) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Stream.concat(
                        catalogue.sentences().stream().filter(one -> one.scope() != Scope.CONDITION),
                        catalogue.sentences().stream().filter(one -> one.scope() == Scope.CONDITION))
                .forEach(one -> add(entries, one));
        return new Reference(new ArrayList<>(entries.values()));
    }

    private static void add(Map<String, Entry> entries, Sentence one) {
        Entry entry = entries.computeIfAbsent(
                one.id(),
                id -> new Entry(
                        id,
                        one.scope(),
                        one.group(),
                        one.place(),
                        one.holds() == null ? "" : one.holds().text(),
                        new EnumMap<>(Language.class),
                        one.types(),
                        new EnumMap<>(Language.class)));
        entry.templates.put(one.language(), one.template());
        entry.examples.put(one.language(), example(one));
    }

    private static String example(Sentence sentence) {
        Map<String, String> values = new LinkedHashMap<>();
        sentence.types().forEach((name, type) -> values.put(name, type.example(sentence.language())));
        return sentence.print(values);
    }
}
