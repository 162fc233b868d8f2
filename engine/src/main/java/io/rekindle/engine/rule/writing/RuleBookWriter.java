package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.StateNames;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.source.Problems;
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
        Map<String, String> catalogues = book.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith("language/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Catalogue catalogue = CatalogueFile.read(catalogues, new Problems());
        Names names = Names.anything(book.policy().currency(), StateNames.of(book.lifecycle()));
        LineWriter lines = new LineWriter(catalogue, names, language);
        Map<String, String> written = new TreeMap<>();
        book.files().forEach((path, source) -> written.put(path, FileWriter.write(path, source, lines)));
        return written;
    }
}
