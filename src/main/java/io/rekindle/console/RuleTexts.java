package io.rekindle.console;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of the live book in the language of a page, whatever language their author wrote them in. */
final class RuleTexts {

    private final AtomicReference<@Nullable Both> last = new AtomicReference<>();

    private record Both(String version, Map<String, List<String>> en, Map<String, List<String>> zh) {
        static Both of(RuleBook book) {
            return new Both(book.version(), written(book, Language.EN), written(book, Language.ZH));
        }

        private static Map<String, List<String>> written(RuleBook book, Language language) {
            return RuleBookWriter.write(book, language).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, file -> file.getValue().lines().toList()));
        }
    }

    /**
     * What stands in a line of a file, in the language; as it is where the book has no such line there (any more).
     *
     * @param number of the line, from 1
     */
    String in(Language language, RuleBook book, String file, int number, String text) {
        Both both = last.get();
        if (both == null || !both.version.equals(book.version())) {
            both = Both.of(book);
            last.set(both);
        }
        String source = line(book.files().getOrDefault(file, "").lines().toList(), number);
        Map<String, List<String>> written = language == Language.ZH ? both.zh : both.en;
        String other = line(written.getOrDefault(file, List.of()), number);
        int begin = source.indexOf(text);
        int after = source.length() - begin - text.length();
        boolean same = begin >= 0
                && other.length() > begin + after
                && other.startsWith(source.substring(0, begin))
                && other.endsWith(source.substring(source.length() - after));
        return same ? other.substring(begin, other.length() - after) : text;
    }

    /** The same for a text of some campaign: wherever it stands, it says the same. */
    String in(Language language, RuleBook book, String text) {
        for (Map.Entry<String, String> file : book.files().entrySet()) {
            List<String> lines = file.getValue().lines().toList();
            for (int index = 0; file.getKey().startsWith("campaigns/") && index < lines.size(); index++) {
                if (lines.get(index).contains(text)) {
                    return in(language, book, file.getKey(), index + 1, text);
                }
            }
        }
        return text;
    }

    private static String line(List<String> lines, int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
