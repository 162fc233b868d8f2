package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.replay.LifecycleCounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How many customers are in each state. */
@RestController
@RequestMapping(path = "/v1/lifecycle", produces = "application/json")
@Tag(name = "lifecycle")
public class LifecycleController {

    private final Installation installation;

    LifecycleController(Installation installation) {
        this.installation = installation;
    }

    /**
     * Counts at the end of a day.
     *
     * @param unmatched customers whom no row of the grid matches
     */
    public record LifecycleView(LocalDate asOf, String release, Map<String, Long> counts, long total, long unmatched) {}

    @GetMapping
    @Operation(
            summary = "Customers by lifecycle state",
            description =
                    "At the end of a day of the rule book's zone, evaluated from the facts by the rules in force.")
    LifecycleView lifecycle(
            @Parameter(description = "A day, ISO 8601; today where it is left out")
                    @RequestParam(name = "as_of", required = false)
                    @Nullable
                    LocalDate asOf) {
        LocalDate day = day(asOf, installation);
        return view(
                LifecycleCounts.on(List.of(day), installation).get(0),
                installation.release().version());
    }

    /** The day asked for, or today. */
    static LocalDate day(@Nullable LocalDate asOf, Installation installation) {
        LocalDate today = LocalDate.ofInstant(
                installation.clock().instant(), installation.policy().zone());
        LocalDate day = asOf == null ? today : asOf;
        if (day.getYear() < 1970 || day.isAfter(today.plusYears(10))) {
            throw ProblemException.parameter("as_of", "range", "as_of is between 1970 and ten years from now");
        }
        return day;
    }

    static LifecycleView view(LifecycleCounts counts, String release) {
        return new LifecycleView(counts.asOf(), release, counts.counts(), counts.total(), counts.unmatched());
    }
}
