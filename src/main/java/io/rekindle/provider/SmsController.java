package io.rekindle.provider;

import io.rekindle.api.ProblemException;
import io.rekindle.channels.sms.SmsReport;
import io.rekindle.channels.sms.gateway.GatewayCallbacks;
import io.rekindle.receipt.SmsReceipts;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.SmsCallbacks;
import io.rekindle.settings.SmsGateway;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the SMS provider that is set up in words calls back with. */
@RestController
@Tag(name = "providers")
public class SmsController {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    private final @Nullable SmsCallbacks settings;
    private final Optional<GatewayCallbacks> callbacks;
    private final SmsReceipts receipts;

    SmsController(ChannelsSettings channels, SmsReceipts receipts) {
        SmsGateway gateway = channels.sms() == null ? null : channels.sms().gateway();
        this.settings = gateway == null || !gateway.isSet() ? null : gateway.callbacks();
        this.callbacks = settings == null ? Optional.empty() : settings.callbacks();
        this.receipts = receipts;
    }

    @PostMapping(path = {"/providers/sms/callbacks", "/providers/sms/callbacks/{secret}"})
    @Operation(
            summary = "Take status reports and replies from the SMS provider that is set up in words",
            description =
                    "Where they stand, what they mean and how a callback is known to be the provider's, the settings say"
                            + " (rekindle.channels.sms.gateway.callbacks); 403 where it is not. A report of a message that"
                            + " is not ours is answered alike, and changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = "application/json", schema = @Schema(type = "object")),
                                @Content(mediaType = FORM, schema = @Schema(type = "object"))
                            }),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "What the settings say the provider wants to hear",
                            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE)))
    ResponseEntity<String> take(HttpServletRequest request, @PathVariable(required = false) @Nullable String secret)
            throws IOException {
        if (settings == null) {
            throw ProblemException.notFound("the settings say nothing of callbacks of an SMS provider");
        }
        GatewayCallbacks known =
                callbacks.orElseThrow(() -> Callback.notSetUp("rekindle.channels.sms.gateway.callbacks.secret"));
        String body = Callback.body(request);
        JsonNode content = content(body, request.getContentType());
        if (!known.isGenuine(
                new GatewayCallbacks.Request(body, content, request.getHeader(settings.header()), secret))) {
            throw Callback.refused();
        }
        List<SmsReport> reports = known.read(content);
        reports.forEach(report -> receipts.take("sms", report));
        String answer = settings.answer();
        return ResponseEntity.ok()
                .contentType(answer.startsWith("{") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
                .body(answer);
    }

    private static JsonNode content(String body, @Nullable String type) {
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return JSON.valueToTree(Callback.form(body));
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-json", "the body is neither a form nor JSON");
        }
    }
}
