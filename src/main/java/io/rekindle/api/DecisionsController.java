package io.rekindle.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.rekindle.Installation;
import io.rekindle.postgres.PostgresDecisions;
import io.rekindle.postgres.StoredDecision;
import io.rekindle.release.PastReleases;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions with their traces. */
@RestController
@RequestMapping(path = "/v1/decisions", produces = "application/json")
@Tag(name = "decisions")
public class DecisionsController {

    private final PostgresDecisions decisions;
    private final PastReleases releases;

    DecisionsController(Installation installation, PastReleases releases) {
        this.decisions = new PostgresDecisions(installation.dataSource());
        this.releases = releases;
    }

    /**
     * A stored decision.
     *
     * @param outcome as it stands, after coupon and budget were reserved or could not be
     * @param replays whether deciding it again on the stored facts, under the release that decided, gives the same bytes
     * @param decision what was decided, byte for byte, with each line and the value it saw and each gate of the policy
     */
    public record DecisionView(
            String id,
            String outcome,
            @Nullable String reason,
            @Nullable String detail,
            boolean replays,
            @Schema(type = "object") @JsonRawValue String decision) {}

    @GetMapping("/{id}")
    @Operation(summary = "A decision with its trace, and whether it replays to the same bytes")
    DecisionView decision(@PathVariable UUID id) {
        StoredDecision decision =
                decisions.find(id).orElseThrow(() -> ProblemException.notFound("there is no such decision"));
        return new DecisionView(
                decision.id(),
                decision.outcome(),
                decision.reason(),
                decision.detail().isEmpty() ? null : decision.detail(),
                releases.replays(decision),
                decision.body());
    }
}
