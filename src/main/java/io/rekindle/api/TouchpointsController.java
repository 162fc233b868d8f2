package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.touchpoint.TouchpointState;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.PostgresTouchpoints;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages that are under way, and those of which nobody knows whether they left. */
@RestController
@RequestMapping(path = "/v1/touchpoints", produces = "application/json")
@Tag(name = "touchpoints")
public class TouchpointsController {

    private static final Logger LOG = LoggerFactory.getLogger(TouchpointsController.class);

    private final Installation installation;
    private final PostgresTouchpoints touchpoints;

    TouchpointsController(Installation installation) {
        this.installation = installation;
        this.touchpoints = new PostgresTouchpoints(installation.dataSource());
    }

    /** A state in which a touchpoint is not settled; settled ones stand in their customer's timeline. */
    public enum Open {
        in_doubt,
        planned,
        claimed,
        sending
    }

    /** One intended message. */
    public record TouchpointView(
            String id,
            String customer,
            String campaign,
            String step,
            String channel,
            String template,
            String state,
            Instant sendAt,
            @Nullable Instant settledAt,
            int attempts,
            @Nullable String reason,
            @Nullable String detail) {}

    /** What the provider turned out to have done. */
    public record Resolution(@Nullable Outcome outcome) {}

    /** Whether the provider took the message or refused it. */
    public enum Outcome {
        accepted,
        rejected
    }

    @GetMapping
    @Operation(summary = "Touchpoints that are not settled, the latest to be sent first")
    Page<TouchpointView> touchpoints(
            @RequestParam(defaultValue = "in_doubt") Open state,
            @RequestParam(defaultValue = Page.DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = Page.limit(limit);
        TouchpointState wanted = TouchpointState.valueOf(state.name().toUpperCase(java.util.Locale.ROOT));
        List<PostgresTouchpoints.Row> rows = touchpoints.inState(wanted, Page.after(after), most + 1);
        return Page.of(rows, most, row -> new Place(row.sendAt(), row.id()), TouchpointsController::view);
    }

    @PostMapping(path = "/{id}/resolution", consumes = "application/json")
    @Operation(
            summary = "Settle a touchpoint in doubt as a person found out",
            description =
                    "It is never sent again. A rejected one gives its coupon back. Saying the same again is fine.")
    TouchpointView resolve(@PathVariable UUID id, @RequestBody Resolution resolution) {
        Outcome outcome = resolution.outcome();
        if (outcome == null) {
            throw ProblemException.faults(
                    "say what the provider did",
                    List.of(new Problem.Fault("/outcome", "missing", "outcome is accepted or rejected")));
        }
        PostgresTouchpoints.Row row = touchpoints
                .resolve(
                        id,
                        outcome == Outcome.accepted,
                        installation.policy().zone(),
                        installation.clock().millis())
                .orElseThrow(() -> ProblemException.notFound("there is no such touchpoint"));
        if (!row.state().equals(outcome.name())) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT, "not-in-doubt", "the touchpoint is " + row.state() + ", not in doubt");
        }
        LOG.info("touchpoint {} resolved: {}", id, outcome);
        return view(row);
    }

    private static TouchpointView view(PostgresTouchpoints.Row row) {
        return new TouchpointView(
                row.id(),
                row.customer(),
                row.campaign(),
                row.step(),
                row.channel(),
                row.template(),
                row.state(),
                Instant.ofEpochMilli(row.sendAt()),
                row.settledAt() == 0 ? null : Instant.ofEpochMilli(row.settledAt()),
                row.attempts(),
                row.reason(),
                row.detail());
    }
}
