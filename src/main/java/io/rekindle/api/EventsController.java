package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.metrics.Sources;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.PostgresIntake;
import io.rekindle.schedule.Sweeper;
import io.rekindle.settings.ApiSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Events in: what customers did, and who they are. */
@RestController
@RequestMapping(path = "/v1/events", produces = "application/json")
@Tag(name = "events")
public class EventsController {

    private final Installation installation;
    private final Sweeper sweeper;
    private final Sources sources;
    private final ApiSettings settings;

    EventsController(Installation installation, Sweeper sweeper, Sources sources, ApiSettings settings) {
        this.installation = installation;
        this.sweeper = sweeper;
        this.sources = sources;
        this.settings = settings;
    }

    /**
     * What was stored.
     *
     * @param duplicates messages whose messageId had been stored before
     */
    public record Stored(int stored, int duplicates) {}

    @PostMapping(consumes = "application/json")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Store events and identities in Segment's shape",
            description =
                    "One message, a list of at most 500, or {\"batch\": [...]}. All are stored, or, where one is wrong,"
                            + " none. Once answered with 202 nothing is lost; the customers are evaluated right after.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/json",
                                        schema = @Schema(oneOf = {SegmentMessage.class, SegmentMessage[].class}))
                            }))
    Stored store(@RequestBody JsonNode body) {
        SegmentReader.Taken taken = new SegmentReader(installation.clock().instant(), settings.country()).read(body);
        PostgresIntake intake = installation.intake();
        long now = installation.clock().millis();
        intake.identify(taken.customers(), now);
        PostgresIntake.Stored stored = intake.store(taken.events(), now);
        sources.heard("api");
        Set<CustomerId> whose =
                taken.customers().stream().map(CustomerRecord::id).collect(Collectors.toCollection(HashSet::new));
        if (stored.fresh() > 0) {
            taken.events().forEach(event -> whose.add(event.customer()));
        }
        sweeper.soon(whose);
        return new Stored(stored.fresh(), stored.known());
    }
}
