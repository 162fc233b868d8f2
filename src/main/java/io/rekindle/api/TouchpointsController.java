package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.touchpoint.TouchpointState;
import io.rekindle.postgres.DeadLetters;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.PostgresTouchpoints;
import io.rekindle.schedule.DispatchLoop;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
    private final DispatchLoop dispatch;
    private final PostgresTouchpoints touchpoints;

    TouchpointsController(Installation installation, DispatchLoop dispatch) {
        this.installation = installation;
        this.dispatch = dispatch;
        this.touchpoints = new PostgresTouchpoints(installation.dataSource());
    }

    /** A state in which a touchpoint is not settled; settled ones stand in their customer's timeline. */
    public enum Open {
        in_doubt,
        given_up,
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
            @Nullable String provider,
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
    @Operation(
            summary =
                    "Touchpoints that are not settled: those in doubt, or of another state; the latest to be sent first")
    Page<TouchpointView> touchpoints(
            @RequestParam(defaultValue = "in_doubt") Open state,
            @RequestParam(defaultValue = Page.DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        int most = Page.limit(limit);
        TouchpointState wanted = TouchpointState.valueOf(state.name().toUpperCase(Locale.ROOT));
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

    /** What becomes of messages that are too old by now. */
    public enum OverdueMessages {
        /** They are dropped; the others leave. */
        send_if_wanted,
        /** All leave, as if planned for now. */
        restart,
        /** None leaves: all are dropped. */
        drop
    }

    /**
     * What was given up, and what became of it.
     *
     * @param givenUp how many there were
     * @param tooOld how many of these are older than they are wanted
     * @param errors the most frequent last errors
     * @param planned how many were planned anew; none in a dry run
     * @param dropped how many were dropped
     */
    public record RedriveView(
            long givenUp, long tooOld, List<DeadLetters.LastError> errors, int planned, int dropped, boolean dryRun) {}

    @PostMapping("/redrive")
    @Operation(
            summary = "Set messages going again that no provider took",
            description =
                    "They are checked like any other before they leave. With dry_run=true only the numbers are told.")
    RedriveView redrive(
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(defaultValue = "send_if_wanted") OverdueMessages overdue,
            @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun) {
        var choice = new DeadLetters.Choice(campaign, channel == null ? null : channel(channel));
        var letters = new DeadLetters(installation.dataSource());
        long now = installation.clock().millis();
        DeadLetters.Waiting waiting = letters.waiting(choice, now);
        DeadLetters.Redriven redriven = dryRun
                ? new DeadLetters.Redriven(0, 0)
                : letters.redrive(
                        choice,
                        Pauses.Overdue.valueOf(overdue.name().toUpperCase(Locale.ROOT)),
                        installation.policy().zone(),
                        now);
        if (!dryRun) {
            LOG.warn("{} messages given up are planned anew, {} dropped", redriven.planned(), redriven.dropped());
            dispatch.wake();
        }
        return new RedriveView(
                waiting.givenUp(), waiting.tooOld(), waiting.errors(), redriven.planned(), redriven.dropped(), dryRun);
    }

    private static ChannelName channel(String name) {
        try {
            return new ChannelName(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.parameter("channel", "no-such-channel", "there is no such channel");
        }
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
                row.provider(),
                row.reason(),
                row.detail());
    }
}
