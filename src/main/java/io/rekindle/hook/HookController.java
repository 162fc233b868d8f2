package io.rekindle.hook;

import io.rekindle.Installation;
import io.rekindle.api.Problem;
import io.rekindle.api.ProblemException;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Hook;
import io.rekindle.metrics.Sources;
import io.rekindle.postgres.HookDeliveries;
import io.rekindle.schedule.Sweeper;
import io.rekindle.settings.HookSecrets;
import io.rekindle.settings.HookSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks: signed, each attempt taken once, decided on before the answer. */
@RestController
@Tag(name = "webhooks")
public class HookController {

    private static final Logger LOG = LoggerFactory.getLogger(HookController.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_ID = 150;

    private final Installation installation;
    private final HookSecrets secrets;
    private final SignatureCheck signature;
    private final HookDeliveries deliveries;
    private final Sweeper sweeper;
    private final Sources sources;

    HookController(
            Installation installation, HookSecrets secrets, HookSettings settings, Sweeper sweeper, Sources sources) {
        this.installation = installation;
        this.secrets = secrets;
        this.signature = new SignatureCheck(settings.tolerance());
        this.deliveries = new HookDeliveries(installation.dataSource());
        this.sweeper = sweeper;
        this.sources = sources;
    }

    /**
     * A webhook that was taken.
     *
     * @param event the id of the event it became
     * @param status {@code stored}, or {@code known} where an attempt before had stored it
     */
    public record Receipt(String event, String status) {}

    @PostMapping(path = "/hooks/{name}", produces = "application/json")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Take a webhook",
            description =
                    "Signed by Standard Webhooks over the raw bytes. The rule book's file of that name says what of the"
                            + " body becomes the event. The customer is evaluated before the answer. A retry with a new timestamp is"
                            + " answered with 202 and stored once; the same attempt again with 409.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    Receipt take(
            @PathVariable String name,
            @RequestHeader(name = "webhook-id", defaultValue = "") String id,
            @RequestHeader(name = "webhook-timestamp", defaultValue = "") String timestamp,
            @RequestHeader(name = "webhook-signature", defaultValue = "") String signatures,
            @RequestBody(required = false) byte[] body) {
        Hook hook = installation.release().book().hooks().get(name);
        if (hook == null) {
            throw ProblemException.notFound("the rule book has no webhook of that name");
        }
        SignatureCheck.Headers headers = new SignatureCheck.Headers(id, timestamp, signatures);
        byte[] bytes = body == null ? new byte[0] : body;
        verify(name, headers, bytes);
        Instant sentAt = Instant.ofEpochSecond(headers.seconds());
        Event event = event(hook, id, sentAt, bytes);
        HookDeliveries.Taken taken = deliveries.take(
                name, id, sentAt.toEpochMilli(), event, installation.clock().millis());
        if (taken == HookDeliveries.Taken.REPLAYED) {
            throw ProblemException.of(HttpStatus.CONFLICT, "replayed", "this attempt was taken before");
        }
        sources.heard("hooks/" + name);
        decide(event);
        return new Receipt(event.messageId(), taken.name().toLowerCase(Locale.ROOT));
    }

    private void verify(String name, SignatureCheck.Headers headers, byte[] body) {
        List<String> known = secrets.of(name);
        if (known.isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-secret",
                    "this webhook has no secret yet, and takes nothing unsigned; set " + HookSecrets.variable(name));
        }
        String refusal =
                switch (check(name, known, headers, body)) {
                    case GOOD -> "";
                    case UNSIGNED -> "webhook-id, webhook-timestamp and webhook-signature are wanted";
                    case FORGED -> "the signature does not fit";
                    case STALE -> "the timestamp is too far from now";
                };
        if (!refusal.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "bad-signature", refusal);
        }
        if (headers.id().length() > LONGEST_ID || headers.id().chars().anyMatch(sign -> sign < ' ' || sign > '~')) {
            throw ProblemException.parameter(
                    "webhook-id", "form", "webhook-id has at most " + LONGEST_ID + " plain characters");
        }
    }

    private SignatureCheck.Result check(String name, List<String> known, SignatureCheck.Headers headers, byte[] body) {
        try {
            return signature.check(known, headers, body, installation.clock().instant());
        } catch (IllegalArgumentException notASecret) {
            LOG.error("{}: {}", HookSecrets.variable(name), notASecret.getMessage());
            throw ProblemException.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-secret",
                    "a secret of this webhook cannot be used; the log says why");
        }
    }

    private Event event(Hook hook, String id, Instant sentAt, byte[] body) {
        String messageId = "hook/" + hook.name() + "/" + id;
        HookMapping.Mapped mapped = HookMapping.map(
                hook, json(body), messageId, sentAt, installation.clock().instant());
        Event event = mapped.event();
        if (event == null) {
            throw ProblemException.faults(
                    "the body is not what hooks/" + hook.name() + ".yaml expects",
                    mapped.misses().stream()
                            .map(miss -> new Problem.Fault(miss.pointer(), miss.code(), miss.message()))
                            .toList());
        }
        return event;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (!read.isMissingNode()) {
                return read;
            }
        } catch (JacksonException notJson) {
            // Answered below; what is in it is not repeated.
        }
        throw ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-json", "the body is not JSON");
    }

    /** The event is stored whatever comes of this: where deciding fails, the next sweep decides. */
    private void decide(Event event) {
        try {
            sweeper.sweep(Set.of(event.customer()));
        } catch (RuntimeException failure) {
            LOG.error("event {} is stored, but deciding on it failed", event.messageId(), failure);
            sweeper.soon();
        }
    }
}
