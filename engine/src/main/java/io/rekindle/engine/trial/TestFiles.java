package io.rekindle.engine.trial;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.source.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads the tests of a book: the lists in {@code tests/*.test.yaml}. */
public final class TestFiles {

    private TestFiles() {}

    /**
     * What came of reading tests.
     *
     * @param tests those without an error, in the order of the files
     */
    public record Read(List<RuleTest> tests, List<Problem> problems) {
        public Read {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /** What came of reading a book, and of reading its tests too: a mistake in them is a mistake in the book. */
    public static Reading added(Reading reading) {
        Problems problems = new Problems();
        problems.addAll(reading.problems());
        reading.book().ifPresent(book -> problems.addAll(of(book, path -> true).problems()));
        Optional<RuleBook> book = problems.hasErrors() ? Optional.empty() : reading.book();
        return new Reading(book, problems.list(), reading.files());
    }

    /** Reads the tests in the files whose paths (as in {@code tests/welcome.test.yaml}) are wanted. */
    public static Read of(RuleBook book, Predicate<String> wanted) {
        Problems problems = new Problems();
        Sentences sentences = Sentences.of(book);
        List<RuleTest> tests = new ArrayList<>();
        new TreeMap<>(book.files()).forEach((path, source) -> {
            if (path.startsWith(Words.DIRECTORY) && wanted.test(path)) {
                YamlFile.read(path, source, problems)
                        .ifPresent(root -> tests.addAll(ofFile(book, path, root, sentences, problems)));
            }
        });
        return new Read(tests, problems.list());
    }

    private static List<RuleTest> ofFile(
            RuleBook book, String path, Yaml root, Sentences sentences, Problems problems) {
        if (!(root instanceof Yaml.Items items)) {
            problems.error(root.where(), "not-a-list", "A test file is a list of tests: items that start with \"- \".");
            return List.of();
        }
        String stem = path.substring(Words.DIRECTORY.length()).replaceFirst("(\\.test)?\\.yaml$", "");
        Optional<Campaign> ofFile = book.campaign(stem);
        List<RuleTest> tests = new ArrayList<>();
        for (Yaml item : items.items()) {
            Problems mine = new Problems();
            RuleTest test = new TestReader(book, ofFile.orElse(null), item, sentences, mine).read();
            if (test != null && !mine.hasErrors()) {
                tests.add(test);
            }
            problems.addAll(mine.list());
        }
        return tests;
    }
}
