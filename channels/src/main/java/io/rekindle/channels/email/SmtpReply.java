package io.rekindle.channels.email;

import io.rekindle.engine.delivery.Answer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server replied to one command.
 *
 * @param code the three digits, or -1 where the connection ended or the line was no reply
 */
record SmtpReply(int code, String text) {

    /** None was read yet. */
    static final SmtpReply NONE = new SmtpReply(-1, "");

    private static final Pattern NO_RELAY = Pattern.compile(
            "relay(ing)?( access)? (is )?(denied|not (permitted|allowed))|not permitted to relay|unable to relay",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUEUE_ID =
            Pattern.compile("(?:queued as|\\bid[=:]?)\\s*<?([\\w.@-]{4,})", Pattern.CASE_INSENSITIVE);

    boolean isNone() {
        return equals(NONE);
    }

    boolean isPositive() {
        return code / 100 == 2;
    }

    boolean isTransient() {
        return code / 100 == 4;
    }

    boolean isPermanent() {
        return code / 100 == 5;
    }

    /** The server goes away; whatever it replied to was not done (RFC 5321 §3.8). */
    boolean closesTheChannel() {
        return code == 421;
    }

    /** Whether it answers at all: anything but one of the three kinds decides nothing. */
    boolean decides() {
        return isPositive() || isTransient() || isPermanent();
    }

    /** The server wants AUTH or a stronger one (RFC 4954 §6): our settings, not this message. */
    boolean asksForAuthentication() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    boolean isRefusal() {
        return isTransient() || isPermanent();
    }

    /** The relay takes no mail from us for others. */
    boolean saysWeMayNotRelay() {
        return isRefusal() && NO_RELAY.matcher(text).find();
    }

    /** Whether, as a reply to RCPT, it says that the recipient's address itself can never be written to. */
    boolean saysAddressIsBad() {
        return isPermanent() && !saysWeMayNotRelay() && StatusCode.saysAddressIsBad(StatusCode.in(text), text);
    }

    /** The same by its enhanced code alone: at the end of the data, words may be about the content. */
    boolean saysByCodeThatAddressIsBad() {
        return isPermanent()
                && StatusCode.in(text).filter(StatusCode::meansBadAddress).isPresent();
    }

    /** The server's own name for the message it took, where it says one. */
    Optional<String> queueId() {
        Matcher id = QUEUE_ID.matcher(text);
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /** The answer when this reply refuses: not sent, for good or for now. */
    Answer refusal(String command, boolean addressIsBad) {
        return isPermanent() && !asksForAuthentication()
                ? new Answer.Rejected(why(command), addressIsBad)
                : new Answer.Later(why(command), null);
    }

    /** One line for the ledger, without the addresses that servers like to repeat. */
    String why(String command) {
        return command + ": " + OneLine.of(text);
    }
}
