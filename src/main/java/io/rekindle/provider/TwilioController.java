package io.rekindle.provider;

import io.rekindle.api.ProblemException;
import io.rekindle.channels.sms.SmsReport;
import io.rekindle.channels.sms.TwilioCallbacks;
import io.rekindle.receipt.SmsReceipts;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.PublicSettings;
import io.rekindle.settings.Twilio;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What Twilio calls back with: what became of messages, and what customers answered. */
@RestController
@Tag(name = "providers")
public class TwilioController {

    private static final String PATH = "/providers/twilio/callbacks";

    private final @Nullable Twilio twilio;
    private final Optional<TwilioCallbacks> callbacks;
    private final PublicSettings open;
    private final SmsReceipts receipts;

    TwilioController(ChannelsSettings channels, PublicSettings open, SmsReceipts receipts) {
        ChannelsSettings.Sms sms = channels.sms();
        this.twilio = sms == null ? null : sms.twilio();
        this.callbacks = twilio == null ? Optional.empty() : twilio.callbacks();
        this.open = open;
        this.receipts = receipts;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(
            summary = "Take a status callback or a reply from Twilio",
            description =
                    "Signed by X-Twilio-Signature over rekindle.public-url, path, query and fields; 403 where it is not."
                            + " A report of a message that is not ours is answered alike, and changes nothing. STOP and START"
                            + " hold for everybody who has the number.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                            schema = @Schema(type = "object"))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "TwiML: what the customer is answered, if anything",
                            content = @Content(mediaType = MediaType.APPLICATION_XML_VALUE)))
    ResponseEntity<String> take(
            HttpServletRequest request,
            @RequestHeader(name = "X-Twilio-Signature", required = false) @Nullable String signature)
            throws IOException {
        if (twilio == null || !twilio.isSet()) {
            throw ProblemException.notFound("there is no account of Twilio in the settings");
        }
        if (callbacks.isEmpty() || open.publicUrl() == null) {
            throw Callback.notSetUp("rekindle.public-url and rekindle.channels.sms.twilio.auth-token");
        }
        String query = request.getQueryString();
        String url = open.publicUrl() + PATH + (query == null ? "" : "?" + query);
        Map<String, String> form = Callback.form(Callback.body(request));
        if (!callbacks.get().isSigned(url, form, signature)) {
            throw Callback.refused();
        }
        Optional<SmsReport> report = TwilioCallbacks.read(Callback.form(query).get("touchpoint"), form);
        report.ifPresent(one -> receipts.take("twilio", one));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .body(TwilioCallbacks.answer(form, report, twilio.helpText()));
    }
}
