package io.rekindle.provider;

import io.rekindle.api.ProblemException;
import io.rekindle.channels.email.returns.ReturnedMail;
import io.rekindle.receipt.LetterReceipts;
import io.rekindle.settings.ChannelsSettings;
import io.rekindle.settings.Email;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mail that came back, as a relay pushes it that has no mailbox for it. */
@RestController
@Tag(name = "providers")
public class ReturnedMailController {

    private static final String MAIL = "message/rfc822";

    private final Optional<ReturnedMail> reader;
    private final Optional<String> secret;
    private final LetterReceipts receipts;

    ReturnedMailController(ChannelsSettings channels, LetterReceipts receipts) {
        Optional<Email> email = Optional.ofNullable(channels.email());
        this.reader = email.flatMap(Email::returnedMail);
        this.secret = email.flatMap(Email::pushSecret);
        this.receipts = receipts;
    }

    @PostMapping(path = "/providers/email/returns", consumes = MAIL)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take one mail that came back",
            description =
                    "A raw mail: a report of failed delivery, a complaint, or an unsubscription by mail; its first 256 KB"
                            + " are read. Any other mail is answered alike, and changes nothing. Authorization: Bearer and"
                            + " rekindle.channels.email.returns.push-secret; 403 without.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = MAIL, schema = @Schema(type = "string"))))
    void take(
            HttpServletRequest request,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization)
            throws IOException {
        ReturnedMail mails =
                reader.orElseThrow(() -> ProblemException.notFound("the settings give no domain for returned mail"));
        String known = secret.orElseThrow(() -> Callback.notSetUp("rekindle.channels.email.returns.push-secret"));
        if (authorization == null || !same(authorization, "Bearer " + known)) {
            throw Callback.refused();
        }
        mails.read(request.getInputStream()).forEach(receipts::take);
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
