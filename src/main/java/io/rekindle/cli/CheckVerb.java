package io.rekindle.cli;

import io.rekindle.RuleProblem;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.language.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code rekindle check}: reads the rule book and lists everything that is wrong with it. */
@Command(
        name = "check",
        description = "Check the rule book: every error and warning with its place. Needs no database.")
final class CheckVerb extends Verb {

    @Override
    int run(Surroundings here) {
        Reading reading = here.reading();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", reading.book().isPresent());
        reading.book().ifPresent(book -> document.put("version", book.version()));
        document.put("errors", documents(reading.errors(), reading));
        document.put("warnings", documents(reading.warnings(), reading));
        here.answer(document, () -> print(here, reading));
        return reading.book().isPresent() ? DONE : NO;
    }

    private static List<RuleProblem> documents(List<Problem> problems, Reading reading) {
        return problems.stream()
                .map(problem -> RuleProblem.of(problem, reading))
                .toList();
    }

    private static void print(Surroundings here, Reading reading) {
        for (Problem problem : reading.problems()) {
            String severity = problem.severity() == Problem.Severity.ERROR ? "error   " : "warning ";
            here.out().println(severity + problem);
            here.out().print(Caret.under(RuleProblem.of(problem, reading)));
        }
        reading.book().ifPresent(book -> here.out()
                .println("Release " + book.version() + ": " + book.lifecycle().size() + " lifecycle rows, "
                        + book.campaigns().size() + " campaigns, "
                        + book.offers().size() + " coupons, "
                        + book.segments().size() + " segments, "
                        + book.templates().size() + " templates."));
        here.out()
                .println(reading.errors().size() + " errors, "
                        + reading.warnings().size() + " warnings");
    }
}
