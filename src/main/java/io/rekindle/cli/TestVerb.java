package io.rekindle.cli;

import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rekindle test}: runs the tests beside the rules, and lists the rules without one. */
@Command(
        name = "test",
        description = "Run the tests beside the rules, and list the rules that no test exercises. Needs no database.")
final class TestVerb extends Verb {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Only these files of tests/, and without the list of untested rules (default: all).")
    private List<String> files = new ArrayList<>();

    @Override
    int run(Surroundings here) {
        RuleBook book = here.book();
        Trials.Report report = files.isEmpty() ? Trials.run(book) : Trials.run(book, only(book));
        here.answer(TestReport.document(report), () -> TestReport.print(report, here.out()));
        return report.passed() ? DONE : NO;
    }

    /** The files named, each by its path below the book's directory, its path below this one, or its name. */
    private Predicate<String> only(RuleBook book) {
        Set<String> wanted = new TreeSet<>();
        for (String file : files) {
            String name = file.replace('\\', '/');
            List<String> found = book.files().keySet().stream()
                    .filter(path -> path.startsWith("tests/"))
                    .filter(path -> name.equals(path) || name.endsWith("/" + path) || path.equals("tests/" + name))
                    .toList();
            if (found.isEmpty()) {
                throw Refusal.wrongCall("the rule book has no test file \"" + file + "\"; name one of tests/");
            }
            wanted.addAll(found);
        }
        return wanted::contains;
    }
}
