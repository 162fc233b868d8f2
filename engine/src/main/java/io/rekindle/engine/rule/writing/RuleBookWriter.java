package io.rekindle.engine.rule.writing;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.StateNames;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a book in a language, or each line in its own in the one spelling it has there. Comments, order, blank
 * lines and quotes stay; a file in that spelling comes back the same to the byte after a way through another language.
 */
public final class RuleBookWriter {

    private RuleBookWriter() {}

    /**
     * The files of a book, source by path.
     *
     * @param language null to leave every line in the language in which it is
     */
    public static Map<String, String> write(RuleBook book, @Nullable Language language) {
        LineWriter lines = new LineWriter(catalogue(book), names(book), language);
        Map<String, String> written = new TreeMap<>();
        book.files().forEach((path, source) -> written.put(path, FileWriter.write(path, source, lines)));
        return written;
    }

    /** The sentences of a book. */
    public static Catalogue catalogue(RuleBook book) {
        Map<String, String> catalogues = book.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith("language/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return CatalogueFile.read(catalogues, new Problems());
    }

    private static Names names(RuleBook book) {
        return Names.anything(book.policy().currency(), StateNames.of(book.lifecycle()));
    }

    /** The values of a type that a book has, as a language writes them; empty where there is no end of them. */
    public static List<String> choices(RuleBook book, ValueType type, Language language) {
        Collection<String> names =
                switch (type) {
                    case SEGMENT -> book.segments().keySet();
                    case COUPON -> book.offers().keySet();
                    case CAMPAIGN ->
                        book.campaigns().stream().map(Campaign::name).toList();
                    case WEBHOOK -> book.hooks().keySet();
                    case TEMPLATE ->
                        book.templates().keySet().stream()
                                .map(path -> path.substring("templates/".length(), path.indexOf('.')))
                                .toList();
                    case STATE ->
                        Arrays.stream(LifecycleState.values())
                                .map(state -> type.print(state.key(), language, names(book)))
                                .toList();
                    default -> type.choices(language);
                };
        return names.stream().distinct().sorted().toList();
    }
}
