package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.api.LifecycleController.LifecycleView;
import io.rekindle.api.RulesetsController.Checked;
import io.rekindle.api.RulesetsController.Draft;
import io.rekindle.engine.measure.Estimate;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.replay.AudienceCounting;
import io.rekindle.replay.LifecycleCounting;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Counts over everybody, told as they become known: an estimate, how far it is, the exact answer. */
@RestController
@Tag(name = "counts")
public class CountsController {

    private final Installation installation;
    private final JsonMapper json;

    CountsController(Installation installation, JsonMapper json) {
        this.installation = installation;
        this.json = json;
    }

    /** The line with the estimate of audiences. */
    public record AudiencesLine(
            String kind, long customers, long drawn, List<AudienceCounting.Estimated.Audience> audiences) {}

    /** The last line: the book as checked, with every audience counted where it has no errors. */
    public record CheckedLine(String kind, @Nullable Long customers, Checked checked) {}

    /** The line with the estimate of states. */
    public record StatesLine(String kind, LocalDate asOf, long customers, long drawn, Map<String, Estimate> counts) {}

    /** The last line: the states as counted. */
    public record CountedLine(String kind, LifecycleView lifecycle) {}

    @PostMapping(path = "/v1/rulesets/counts", consumes = "application/json", produces = JsonLines.TYPE)
    @Operation(
            summary = "Count a rule book's audiences, estimated first",
            description =
                    "Lines of JSON, each sent when it is known: \"estimate\" from 2,000 customers drawn at random,"
                            + " with 95 % intervals; \"progress\"; \"exact\", which is what checking with data answers, or \"errors\""
                            + " where the book has some. Closing the connection stops the count. Nothing is kept.")
    void audiences(@RequestBody Draft draft, HttpServletResponse response) throws IOException {
        Reading reading = draft.read(installation);
        JsonLines lines = JsonLines.of(response, json);
        RuleBook book = reading.book().orElse(null);
        if (book == null) {
            lines.write(new CheckedLine("errors", null, Checked.of(reading)));
            return;
        }
        long at = installation.clock().millis();
        AudienceCounting counting = new AudienceCounting(installation.dataSource(), book, at);
        AudienceCounting.Estimated some = counting.estimate(at);
        if (lines.write(new AudiencesLine("estimate", some.customers(), some.drawn(), some.audiences()))) {
            counting.exact(read -> lines.step(read, some.customers()))
                    .ifPresent(all -> lines.write(new CheckedLine("exact", all.customers(), Checked.of(reading, all))));
        }
    }

    @GetMapping(path = "/v1/lifecycle/counts", produces = JsonLines.TYPE)
    @Operation(
            summary = "Count customers by lifecycle state, estimated first",
            description = "Lines of JSON as for audiences: \"estimate\", \"progress\", \"exact\".")
    void states(
            @Parameter(description = "A day, ISO 8601; today where it is left out")
                    @RequestParam(name = "as_of", required = false)
                    @Nullable
                    LocalDate asOf,
            HttpServletResponse response)
            throws IOException {
        LocalDate day = LifecycleController.day(asOf, installation);
        String release = installation.release().version();
        LifecycleCounting counting = new LifecycleCounting(List.of(day), installation);
        JsonLines lines = JsonLines.of(response, json);
        LifecycleCounting.Estimated some =
                counting.estimate(installation.clock().millis()).get(0);
        if (lines.write(new StatesLine("estimate", day, some.customers(), some.drawn(), some.counts()))) {
            counting.exact(read -> lines.step(read, some.customers()))
                    .ifPresent(all ->
                            lines.write(new CountedLine("exact", LifecycleController.view(all.get(0), release))));
        }
    }
}
