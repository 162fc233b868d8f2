package io.rekindle.channels.sms;

import com.twilio.security.RequestValidator;
import com.twilio.twiml.MessagingResponse;
import com.twilio.twiml.messaging.Message;
import io.rekindle.channels.sms.SmsReport.Fate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Twilio posts to us: status callbacks and replies, as signed forms. */
public final class TwilioCallbacks {

    /** Set where Twilio's own opt-out handling has acted on a reply, and answered it. */
    private static final String BY_TWILIO = "OptOutType";

    private final RequestValidator validator;

    /** @param authToken the account's auth token, which signs, also where an API key logs in */
    public TwilioCallbacks(String authToken) {
        if (authToken.isBlank()) {
            throw new IllegalArgumentException("Twilio's callbacks are signed with the account's auth token");
        }
        this.validator = new RequestValidator(authToken);
    }

    /**
     * Whether Twilio signed the request.
     *
     * @param url the public address that Twilio posted to, with its query: behind a proxy not the one we see
     * @param form every field of the body
     * @param signature the header {@code X-Twilio-Signature}, or null
     */
    public boolean isSigned(String url, Map<String, String> form, @Nullable String signature) {
        return signature != null && !signature.isBlank() && validator.validate(url, form, signature);
    }

    /**
     * What a signed request says; empty where it is neither.
     *
     * @param touchpoint of the address's query, where {@link TwilioChannel} put it, or null
     */
    public static Optional<SmsReport> read(@Nullable String touchpoint, Map<String, String> form) {
        String sid = form.getOrDefault("MessageSid", form.getOrDefault("SmsSid", ""));
        String status = form.getOrDefault("MessageStatus", form.getOrDefault("SmsStatus", ""));
        if (sid.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                status.equals("received") || status.equals("receiving")
                        ? reply(sid, form)
                        : status(sid, touchpoint, status, code(form.getOrDefault("ErrorCode", ""))));
    }

    /**
     * What Twilio is to answer the customer, as TwiML: the text to who asks for help, unless Twilio has answered by itself; else
     * nothing. Stops and starts Twilio confirms.
     *
     * @param help the text, or null for none
     */
    public static String answer(Map<String, String> form, Optional<SmsReport> report, @Nullable String help) {
        var answer = new MessagingResponse.Builder();
        boolean asked = report.isPresent()
                && report.get() instanceof SmsReport.Reply reply
                && reply.keyword() == Keyword.HELP
                && form.getOrDefault(BY_TWILIO, "").isEmpty();
        if (asked && help != null && !help.isBlank()) {
            answer.message(new Message.Builder(help).build());
        }
        return answer.build().toXml();
    }

    private static SmsReport reply(String sid, Map<String, String> form) {
        String text = form.getOrDefault("Body", "");
        return new SmsReport.Reply(
                sid,
                form.getOrDefault("From", ""),
                form.getOrDefault("To", ""),
                text,
                keyword(form.getOrDefault(BY_TWILIO, ""))
                        .or(() -> Keyword.of(text))
                        .orElse(null));
    }

    /** What Twilio's own opt-out handling already acted on, in whatever words the account has set up. */
    private static Optional<Keyword> keyword(String optOutType) {
        return switch (optOutType) {
            case "STOP" -> Optional.of(Keyword.STOP);
            case "HELP" -> Optional.of(Keyword.HELP);
            case "START" -> Optional.of(Keyword.START);
            default -> Optional.empty();
        };
    }

    private static SmsReport status(String sid, @Nullable String touchpoint, String status, int code) {
        Fate fate =
                switch (status) {
                    case "accepted", "scheduled", "queued", "sending", "sent" -> Fate.ON_ITS_WAY;
                    case "delivered", "read" -> Fate.DELIVERED;
                    case "undelivered" -> Fate.UNDELIVERED;
                    case "failed", "canceled" -> Fate.FAILED;
                    default -> Fate.UNKNOWN;
                };
        return new SmsReport.Status(
                sid, touchpoint, fate, code, TwilioCodes.isBadNumber(code), TwilioCodes.isUnsubscribed(code));
    }

    private static int code(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
