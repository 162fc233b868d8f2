package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.RuleProblem;
import io.rekindle.engine.decision.AudienceCount;
import io.rekindle.engine.delivery.MessageChecks;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.release.RuleWatch;
import io.rekindle.replay.Audiences;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rule books: the live one, and whether another would do. */
@RestController
@RequestMapping(path = "/v1/rulesets", produces = "application/json")
@Tag(name = "rulesets")
public class RulesetsController {

    private final Installation installation;
    private final RuleWatch watch;

    RulesetsController(Installation installation, RuleWatch watch) {
        this.installation = installation;
        this.watch = watch;
    }

    /**
     * A rule book to check.
     *
     * @param files source by path, such as {@code campaigns/welcome.yaml}; null for a file to leave out
     * @param alone whether these are all files there are, and not changes of the live book
     * @param data whether to count every audience over the customers there are, and warn of what that shows
     */
    public record Draft(
            @Nullable Map<String, @Nullable String> files,
            @Nullable Boolean alone,
            @Nullable Boolean data) {

        /** What these files say, in place of the live book's or alone. */
        Reading read(Installation installation) {
            if (files == null) {
                throw ProblemException.parameter("files", "missing", "files is an object: source by path");
            }
            Map<String, String> all = alone != null && alone
                    ? new TreeMap<>()
                    : new TreeMap<>(installation.release().book().files());
            files.forEach((path, source) -> {
                if (source == null) {
                    all.remove(path);
                } else {
                    all.put(path, source);
                }
            });
            return MessageChecks.added(RuleBooks.parse(all));
        }
    }

    /**
     * What came of reading a rule book.
     *
     * @param ok whether it could go live
     * @param version of the book, where it is ok: equal files, equal version
     * @param audiences where it was asked to count
     */
    public record Checked(
            boolean ok,
            @Nullable String version,
            List<RuleProblem> errors,
            List<RuleProblem> warnings,
            @Nullable List<AudienceCount> audiences) {

        static Checked of(Reading reading) {
            return of(reading, null);
        }

        static Checked of(Reading reading, @Nullable Audiences audiences) {
            List<Problem> warnings = new ArrayList<>(reading.warnings());
            if (audiences != null) {
                warnings.addAll(audiences.warnings());
            }
            return new Checked(
                    reading.book().isPresent(),
                    reading.book().map(RuleBook::version).orElse(null),
                    problems(reading.errors(), reading),
                    problems(warnings, reading),
                    audiences == null ? null : audiences.counts());
        }

        private static List<RuleProblem> problems(List<Problem> problems, Reading reading) {
            return problems.stream()
                    .map(problem -> RuleProblem.of(problem, reading))
                    .toList();
        }
    }

    /**
     * The release that answers on this node.
     *
     * @param customersToReview at most so many of whom nobody has asked yet whether it makes them due
     * @param lastChange what came of the last change of the watched directory, where there was one
     */
    public record Live(
            String version,
            List<String> campaigns,
            long customersToReview,
            @Nullable Checked lastChange) {}

    @GetMapping("/live")
    @Operation(
            summary = "The live release",
            description =
                    "How many customers are still to be asked about it, at most, and what keeps the last change of the"
                            + " watched directory from going live, if something does.")
    Live live() {
        RuleBook book = installation.release().book();
        return new Live(
                book.version(),
                book.campaigns().stream().map(campaign -> campaign.name()).toList(),
                installation.releases().customersToReview(),
                watch.lastReading().map(Checked::of).orElse(null));
    }

    @PostMapping(path = "/check", consumes = "application/json")
    @Operation(
            summary = "Check rule files",
            description = "Reads the live book with these files in place of its own, or these alone, and lists every"
                    + " error and warning with its place. Counting reads every customer once. Nothing is kept.")
    Checked check(@RequestBody Draft draft) {
        Reading reading = draft.read(installation);
        boolean counting = draft.data() != null && draft.data();
        return Checked.of(reading, counting ? reading.book().map(this::count).orElse(null) : null);
    }

    private Audiences count(RuleBook book) {
        return Audiences.of(
                installation.dataSource(), book, installation.clock().millis(), read -> {});
    }
}
