package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.RuleProblem;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import io.rekindle.release.RuleWatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
     */
    public record Draft(
            @Nullable Map<String, @Nullable String> files,
            @Nullable Boolean alone) {}

    /**
     * What came of reading a rule book.
     *
     * @param ok whether it could go live
     * @param version of the book, where it is ok: equal files, equal version
     */
    public record Checked(boolean ok, @Nullable String version, List<RuleProblem> errors, List<RuleProblem> warnings) {

        static Checked of(Reading reading) {
            return new Checked(
                    reading.book().isPresent(),
                    reading.book().map(RuleBook::version).orElse(null),
                    problems(reading.errors(), reading),
                    problems(reading.warnings(), reading));
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
     * @param lastChange what came of the last change of the watched directory, where there was one
     */
    public record Live(
            String version,
            List<String> campaigns,
            @Nullable Checked lastChange) {}

    @GetMapping("/live")
    @Operation(
            summary = "The live release",
            description = "And what keeps the last change of the watched directory from going live, if something does.")
    Live live() {
        RuleBook book = installation.release().book();
        return new Live(
                book.version(),
                book.campaigns().stream().map(campaign -> campaign.name()).toList(),
                watch.lastReading().map(Checked::of).orElse(null));
    }

    @PostMapping(path = "/check", consumes = "application/json")
    @Operation(
            summary = "Check rule files",
            description = "Reads the live book with these files in place of its own, or these alone, and lists every"
                    + " error and warning with its place. Nothing is kept.")
    Checked check(@RequestBody Draft draft) {
        Map<String, @Nullable String> changes = draft.files();
        if (changes == null) {
            throw ProblemException.parameter("files", "missing", "files is an object: source by path");
        }
        boolean alone = draft.alone() != null && draft.alone();
        Map<String, String> files = alone
                ? new TreeMap<>()
                : new TreeMap<>(installation.release().book().files());
        changes.forEach((path, source) -> {
            if (source == null) {
                files.remove(path);
            } else {
                files.put(path, source);
            }
        });
        return Checked.of(RuleBooks.parse(files));
    }
}
