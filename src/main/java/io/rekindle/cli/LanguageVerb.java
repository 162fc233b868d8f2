package io.rekindle.cli;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.Reference;
import io.rekindle.engine.rule.writing.ReferencePage;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle language}: everything that rule files may say. */
@Command(name = "language", description = "Show everything rule files may say. With --json, for an editor to complete.")
final class LanguageVerb extends Verb {

    @Option(names = "--lang", paramLabel = "zh|en", description = "Only in that language (default: both).")
    private @Nullable Language language;

    @Override
    int run(Surroundings here) {
        RuleBook book = here.book();
        Reference reference = Reference.of(RuleBookWriter.catalogue(book));
        List<Language> languages = language == null ? List.of(Language.values()) : List.of(language);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "entries",
                reference.entries().stream()
                        .map(entry -> document(entry, languages, book))
                        .toList());
        here.answer(document, () -> here.out().print(ReferencePage.of(reference, language)));
        return DONE;
    }

    private static Map<String, Object> document(Reference.Entry entry, List<Language> languages, RuleBook book) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", entry.id());
        document.put("scope", entry.scope().name().toLowerCase(Locale.ROOT));
        document.put("group", entry.group());
        document.put("place", entry.place());
        if (!entry.holds().isEmpty()) {
            document.put("holds", entry.holds());
        }
        document.put("templates", byLanguage(entry.templates(), languages));
        document.put(
                "values",
                entry.values().entrySet().stream()
                        .map(value -> value(value.getKey(), value.getValue(), languages, book))
                        .toList());
        document.put("examples", byLanguage(entry.examples(), languages));
        return document;
    }

    private static Map<String, Object> byLanguage(Map<Language, String> texts, List<Language> languages) {
        Map<String, Object> document = new LinkedHashMap<>();
        languages.forEach(language -> document.put(language.key(), texts.getOrDefault(language, "")));
        return document;
    }

    private static Map<String, Object> value(String name, ValueType type, List<Language> languages, RuleBook book) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("type", type.key());
        Map<String, Object> choices = new LinkedHashMap<>();
        for (Language language : languages) {
            List<String> all = RuleBookWriter.choices(book, type, language);
            if (!all.isEmpty()) {
                choices.put(language.key(), all);
            }
        }
        if (!choices.isEmpty()) {
            document.put("choices", choices);
        }
        return document;
    }
}
