package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.PauseScopes;
import io.rekindle.postgres.Pauses;
import io.rekindle.postgres.Pauses.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The switches that stop messages: of a campaign, of a channel, by a provider, of everything. */
@RestController
@RequestMapping(path = "/v1/pauses", produces = "application/json")
@Tag(name = "pauses")
public class PausesController {

    private static final Logger LOG = LoggerFactory.getLogger(PausesController.class);

    private final Installation installation;
    private final Pauses pauses;

    PausesController(Installation installation) {
        this.installation = installation;
        this.pauses = installation.pauses();
    }

    /**
     * A switch, and what waits behind it.
     *
     * @param since when it was stopped; absent while it is not
     * @param waiting messages that are planned; of a provider those that no other one carries
     * @param overdue how many of them should have left by now
     * @param tooOld how many of these are older than they are wanted, and would be dropped
     * @param changed how many messages the call just made dropped or planned anew
     */
    public record PauseView(
            String scope,
            @Nullable Instant since,
            long waiting,
            long overdue,
            long tooOld,
            @Nullable Integer changed) {}

    /** What becomes of the messages that should have left meanwhile. */
    public enum OverdueMessages {
        /** Those not too old leave at the usual rate. */
        send_if_wanted,
        /** All leave, as if planned for now. */
        restart,
        /** None leaves. */
        drop
    }

    @GetMapping
    @Operation(summary = "What is stopped")
    List<PauseView> pauses() {
        return pauses.on().stream().map(scope -> view(scope, null)).toList();
    }

    @GetMapping("/{scope}")
    @Operation(summary = "What waits behind a switch, stopped or not: to be looked at before it is turned")
    PauseView pause(@Parameter(description = PauseScopes.FORM) @PathVariable String scope) {
        return view(scope(scope), null);
    }

    @PutMapping("/{scope}")
    @Operation(
            summary = "Stop messages",
            description =
                    "From the next message on, on all nodes; of a provider within a second. One that is being sent just"
                            + " now is not called back. What a stopped provider would have carried goes by the channel's"
                            + " others, and waits where there are none.")
    PauseView stop(@Parameter(description = PauseScopes.FORM) @PathVariable String scope) {
        Scope wanted = scope(scope);
        pauses.pause(wanted, now());
        LOG.warn("{} is paused", wanted.key());
        return view(wanted, null);
    }

    @DeleteMapping("/{scope}")
    @Operation(summary = "Let messages go on, at the rate at which messages leave")
    PauseView resume(
            @Parameter(description = PauseScopes.FORM) @PathVariable String scope,
            @RequestParam(defaultValue = "send_if_wanted") OverdueMessages overdue) {
        Scope wanted = scope(scope);
        Pauses.Overdue choice = Pauses.Overdue.valueOf(overdue.name().toUpperCase(Locale.ROOT));
        int changed = pauses.resume(wanted, choice, installation.policy().zone(), now());
        LOG.warn("{} goes on", wanted.key());
        return view(wanted, changed);
    }

    @PostMapping("/{scope}/cancellation")
    @Operation(
            summary = "Drop every planned message of the scope",
            description =
                    "Also those for later. Their coupons and their money are free again, and they count against no"
                            + " cap. What is decided from now on is planned as before.")
    PauseView cancel(@Parameter(description = PauseScopes.FORM) @PathVariable String scope) {
        Scope wanted = scope(scope);
        int dropped = pauses.cancel(wanted, installation.policy().zone(), now());
        LOG.warn("{} planned messages of {} are cancelled", dropped, wanted.key());
        return view(wanted, dropped);
    }

    private Scope scope(String text) {
        return PauseScopes.of(installation).stream()
                .filter(scope -> scope.key().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "there is no such campaign, channel or provider; a scope is " + PauseScopes.FORM));
    }

    private PauseView view(Scope scope, @Nullable Integer changed) {
        Pauses.Waiting waiting = pauses.waiting(scope, now());
        return new PauseView(
                scope.key(),
                waiting.since().map(Instant::ofEpochMilli).orElse(null),
                waiting.waiting(),
                waiting.overdue(),
                waiting.tooOld(),
                changed);
    }

    private long now() {
        return installation.clock().millis();
    }
}
