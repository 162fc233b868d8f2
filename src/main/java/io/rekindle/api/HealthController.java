package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.metrics.Sources;
import io.rekindle.postgres.Pulse;
import io.rekindle.release.RuleWatch;
import io.rekindle.schedule.DispatchLoop;
import io.rekindle.schedule.Sweeper;
import io.rekindle.schedule.Timetable;
import io.rekindle.settings.HookSecrets;
import io.rekindle.settings.SendingSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How this node is: for those who restart it, those who send it requests, and those who look. */
@RestController
@Tag(name = "health")
public class HealthController {

    private final Installation installation;
    private final Pulse pulse;
    private final Sweeper sweeper;
    private final Optional<Timetable> timetable;
    private final DispatchLoop dispatch;
    private final SendingSettings sending;
    private final HookSecrets secrets;
    private final RuleWatch rules;
    private final Sources sources;

    HealthController(
            Installation installation,
            Sweeper sweeper,
            Optional<Timetable> timetable,
            DispatchLoop dispatch,
            SendingSettings sending,
            HookSecrets secrets,
            RuleWatch rules,
            Sources sources) {
        this.installation = installation;
        this.pulse = new Pulse(installation.dataSource());
        this.sweeper = sweeper;
        this.timetable = timetable;
        this.dispatch = dispatch;
        this.sending = sending;
        this.secrets = secrets;
        this.rules = rules;
        this.sources = sources;
    }

    /** A verdict. */
    public record Status(String status) {}

    /** Whether requests can be served, and what stands against it. */
    public record Readiness(String status, SortedMap<String, String> checks) {}

    /**
     * Everything there is to see.
     *
     * @param ruleErrors how many errors keep the rule book's directory from going live
     * @param channels those that carry messages in this mode
     * @param down those of them whose provider is taken to be down
     * @param sources when each source of events was last heard of on this node
     * @param hooks webhooks of the rule book, and whether each has a secret
     */
    public record Details(
            String status,
            SortedMap<String, String> checks,
            String release,
            int ruleErrors,
            String sending,
            List<String> channels,
            List<String> down,
            SortedMap<String, Instant> sources,
            Schedule schedule,
            Queues queues,
            Map<String, String> hooks) {}

    /** The calendar as this node sees it. */
    public record Schedule(
            @Nullable Instant lastSweep, @Nullable Instant nextCampaign) {}

    /** What waits. */
    public record Queues(
            long dueCustomers,
            long customersToReview,
            Map<String, Long> waiting,
            @Nullable Instant oldestWaiting,
            long planned,
            long inDoubt) {}

    @GetMapping(path = "/livez", produces = "application/json")
    @Operation(summary = "Whether the process is alive")
    Status live() {
        return new Status("up");
    }

    @GetMapping(path = "/readyz", produces = "application/json")
    @Operation(summary = "Whether requests can be served: database, rules, calendar; 503 where they cannot")
    ResponseEntity<Readiness> ready() {
        SortedMap<String, String> checks = checks();
        boolean ready = isReady(checks);
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Readiness(ready ? "up" : "down", checks));
    }

    @GetMapping(path = "/healthz/details", produces = "application/json")
    @Operation(summary = "Release, mode, calendar, queues and webhooks")
    ResponseEntity<Details> details() {
        SortedMap<String, String> checks = checks();
        boolean ready = isReady(checks);
        SortedMap<String, String> hooks = new TreeMap<>();
        installation
                .release()
                .book()
                .hooks()
                .keySet()
                .forEach(hook -> hooks.put(
                        hook, secrets.of(hook).isEmpty() ? "no secret: set " + HookSecrets.variable(hook) : "ready"));
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Details(
                        ready ? "up" : "down",
                        checks,
                        installation.release().version(),
                        rules.lastReading()
                                .map(reading -> reading.errors().size())
                                .orElse(0),
                        sending.mode().name().toLowerCase(Locale.ROOT),
                        dispatch.channels().stream()
                                .map(ChannelName::value)
                                .sorted()
                                .toList(),
                        List.copyOf(dispatch.down()),
                        sources.last(),
                        new Schedule(
                                sweeper.lastSweep() == 0 ? null : Instant.ofEpochMilli(sweeper.lastSweep()),
                                isReady(checks)
                                        ? timetable
                                                .flatMap(Timetable::nextCampaign)
                                                .orElse(null)
                                        : null),
                        isReady(checks) ? queues() : new Queues(0, 0, Map.of(), null, 0, 0),
                        hooks));
    }

    private Queues queues() {
        Pulse.Queues queues = pulse.queues(installation.clock().millis());
        Long oldest = queues.oldestWaiting();
        return new Queues(
                queues.dueCustomers(),
                queues.toReview(),
                queues.waiting(),
                oldest == null ? null : Instant.ofEpochMilli(oldest),
                queues.planned(),
                queues.inDoubt());
    }

    private SortedMap<String, String> checks() {
        SortedMap<String, String> checks = new TreeMap<>();
        checks.put("database", pulse.beats() ? "up" : "down");
        checks.put("rules", installation.release().version().isEmpty() ? "down" : "up");
        checks.put(
                "scheduler",
                timetable.map(one -> one.isRunning() ? "up" : "down").orElse("not on this node"));
        return checks;
    }

    private static boolean isReady(SortedMap<String, String> checks) {
        return !checks.containsValue("down");
    }
}
