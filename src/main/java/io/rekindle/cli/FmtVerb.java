package io.rekindle.cli;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import io.rekindle.engine.trial.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle fmt}: writes rule files in their one spelling, or in the other language. */
@Command(
        name = "fmt",
        description = {
            "Bring the rule files into their one spelling, or into another language.",
            "Comments, order and blank lines stay. A book with errors is not touched."
        })
final class FmtVerb extends Verb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BOOK",
            description = "The rule book's directory (default: as --rules).")
    private @Nullable Path directory;

    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            description = "Write every line in that language (default: each in its own).")
    private @Nullable Language language;

    @Option(names = "--check", description = "Write nothing; list the files that would change, exit code 1 if any.")
    private boolean check;

    @Option(names = "--out", paramLabel = "DIR", description = "Write the whole rule book there, not in place.")
    private @Nullable Path out;

    @Override
    int run(Surroundings here) {
        Surroundings there = directory == null ? here : here.withRules(directory);
        Reading reading = TestFiles.added(there.reading());
        RuleBook book = reading.book().orElse(null);
        if (book == null) {
            CheckVerb.answer(here, reading);
            return NO;
        }
        Map<String, String> written = RuleBookWriter.write(book, language);
        if (RuleBooks.parse(written).book().isEmpty()) {
            throw new IllegalStateException("the rule book cannot be read any more after it was written");
        }
        Map<String, String> changes = new TreeMap<>(written);
        changes.entrySet().removeIf(file -> file.getValue().equals(book.files().get(file.getKey())));
        List<String> changed = List.copyOf(changes.keySet());
        if (!check) {
            Path target = out == null ? there.rules() : out;
            if (target == null) {
                throw Refusal.wrongCall(
                        "the rule book that ships cannot be rewritten in place; --out names a directory");
            }
            write(target, out == null ? changes : written);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", !check || changed.isEmpty());
        document.put("changed", changed);
        here.answer(document, () -> {
            changed.forEach(here.out()::println);
            here.out()
                    .println(changed.size() + " of " + written.size() + " files "
                            + (check ? "would change" : changed.size() == 1 ? "was changed" : "were changed"));
        });
        return check && !changed.isEmpty() ? NO : DONE;
    }

    private static void write(Path target, Map<String, String> files) {
        try {
            for (Map.Entry<String, String> one : files.entrySet()) {
                Path file = target.resolve(one.getKey());
                Files.createDirectories(file.toAbsolutePath().resolve("..").normalize());
                Path beside = file.resolveSibling("." + file.getFileName() + ".new");
                Files.writeString(beside, one.getValue());
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new Refusal("the rule book cannot be written: " + failure.getMessage(), failure);
        }
    }
}
