package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import java.util.List;
import java.util.function.Predicate;

/** Runs the tests of a rule book, and says what they leave untested. */
public final class Trials {

    private Trials() {}

    /**
     * What came of a book's tests.
     *
     * @param problems what is wrong in the test files themselves
     * @param gaps what no test exercises; those that are redundant are only worth a look
     */
    public record Report(List<Problem> problems, List<Result> results, List<Gap> gaps) {
        public Report {
            problems = List.copyOf(problems);
            results = List.copyOf(results);
            gaps = List.copyOf(gaps);
        }

        /** Whether every test could be read and passed. */
        public boolean passed() {
            return problems.isEmpty() && results.stream().allMatch(Result::passed);
        }

        /** What has no test, without what is only redundant. */
        public List<Gap> untested() {
            return gaps.stream().filter(gap -> !gap.redundant()).toList();
        }

        /** Lines that no test could show to matter. */
        public List<Gap> redundant() {
            return gaps.stream().filter(Gap::redundant).toList();
        }
    }

    /** Runs all tests of the book, and measures what they exercise. */
    public static Report run(RuleBook book) {
        TestFiles.Read read = TestFiles.of(book, path -> true);
        List<Result> results = run(book, read);
        return new Report(read.problems(), results, Coverage.gaps(book, results));
    }

    /** Runs only the tests of some files, by their paths. */
    public static Report run(RuleBook book, Predicate<String> wanted) {
        TestFiles.Read read = TestFiles.of(book, wanted);
        return new Report(read.problems(), run(book, read), List.of());
    }

    private static List<Result> run(RuleBook book, TestFiles.Read read) {
        try (Evaluator evaluator = new Evaluator(Release.compile(book))) {
            return read.tests().stream().map(test -> Trial.run(test, evaluator)).toList();
        }
    }
}
