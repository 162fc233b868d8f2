package io.rekindle.cli;

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
        document.put(
                "errors", reading.errors().stream().map(CheckVerb::document).toList());
        document.put(
                "warnings", reading.warnings().stream().map(CheckVerb::document).toList());
        here.answer(document, () -> print(here, reading));
        return reading.book().isPresent() ? DONE : NO;
    }

    private static void print(Surroundings here, Reading reading) {
        List<Problem> problems = reading.problems();
        problems.forEach(problem ->
                here.out().println((problem.severity() == Problem.Severity.ERROR ? "error   " : "warning ") + problem));
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

    static Map<String, Object> document(Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", problem.file());
        document.put("line", problem.line());
        document.put("column", problem.column());
        if (problem.cell() != null) {
            document.put("cell", problem.cell());
        }
        document.put("code", problem.code());
        document.put("message", problem.message());
        if (problem.suggestion() != null) {
            document.put("suggestion", problem.suggestion());
        }
        return document;
    }
}
