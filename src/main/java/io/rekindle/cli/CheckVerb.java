package io.rekindle.cli;

import io.rekindle.RuleProblem;
import io.rekindle.engine.decision.AudienceCount;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.trial.TestFiles;
import io.rekindle.postgres.Database;
import io.rekindle.replay.AudienceCounting;
import io.rekindle.replay.Audiences;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rekindle check}: reads the rule book and lists everything that is wrong with it. */
@Command(
        name = "check",
        description = {
            "Check the rule book and its tests: every error and warning with its place. Needs no database,",
            "unless --data has every line counted over the customers there are."
        })
final class CheckVerb extends Verb {

    @Option(
            names = "--data",
            description = "Count each audience, line by line, over all customers, and warn of lines that do nothing.")
    private boolean data;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "Count as of this instant (default: now); a day stands for its end in the rule book's zone.")
    private String asOf = "";

    @Override
    int run(Surroundings here) {
        Reading reading = TestFiles.added(here.reading());
        answer(here, reading, data ? reading.book().map(book -> count(here, book)) : Optional.empty());
        return reading.book().isPresent() ? DONE : NO;
    }

    /** Lists everything that is wrong. */
    static void answer(Surroundings here, Reading reading) {
        answer(here, reading, Optional.empty());
    }

    private static void answer(Surroundings here, Reading reading, Optional<Audiences> audiences) {
        List<Problem> warnings = new ArrayList<>(reading.warnings());
        audiences.ifPresent(some -> warnings.addAll(some.warnings()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", reading.book().isPresent());
        reading.book().ifPresent(book -> document.put("version", book.version()));
        document.put("errors", documents(reading.errors(), reading));
        document.put("warnings", documents(warnings, reading));
        audiences.ifPresent(some -> {
            document.put("customers", some.customers());
            document.put("audiences", some.counts());
        });
        here.answer(document, () -> {
            audiences.ifPresent(some -> print(here.out(), some));
            print(here, reading, warnings);
        });
    }

    private Audiences count(Surroundings here, RuleBook book) {
        long at = asOf.isEmpty()
                ? System.currentTimeMillis()
                : Instants.parse(asOf, book.policy().zone()).toEpochMilli();
        try (Database database = here.database()) {
            AudienceCounting counting = new AudienceCounting(database.dataSource(), book, at);
            AudienceCounting.Estimated some = counting.estimate(at);
            if (some.drawn() < some.customers()) {
                some.audiences().forEach(one -> here.tell(Estimates.text(one.campaign(), one.size(), one.asked())));
            }
            try (Progress progress = new Progress("Counting", some.customers(), "customers")) {
                return counting.exact(read -> {
                            progress.stepTo(read);
                            return true;
                        })
                        .orElseThrow();
            }
        }
    }

    private static void print(PrintWriter out, Audiences audiences) {
        for (AudienceCount audience : audiences.counts()) {
            out.printf("%s: %,d of %,d customers%n", audience.campaign(), audience.size(), audience.asked());
            for (AudienceCount.ClauseCount clause : audience.clauses()) {
                boolean group = clause.lines().size() > 1;
                if (group) {
                    out.printf("  %,10d left  any of:%n", clause.left());
                }
                for (AudienceCount.LineCount line : clause.lines()) {
                    out.printf(
                            group ? "  %,10d hold    %s%n" : "  %,10d left  %s%n",
                            group ? line.holds() : clause.left(),
                            line.text());
                }
            }
        }
        out.println();
    }

    private static List<RuleProblem> documents(List<Problem> problems, Reading reading) {
        return problems.stream()
                .map(problem -> RuleProblem.of(problem, reading))
                .toList();
    }

    private static void print(Surroundings here, Reading reading, List<Problem> warnings) {
        List<Problem> problems = new ArrayList<>(reading.errors());
        problems.addAll(warnings);
        for (Problem problem : problems) {
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
        here.out().println(reading.errors().size() + " errors, " + warnings.size() + " warnings");
    }
}
