package io.rekindle.channels.email.letter;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is the same on all letters.
 *
 * @param fromAddress the author's address, which is the envelope sender too where {@code returns} is null
 * @param fromName the author's name as readers see it; may be empty
 * @param messageIdDomain the right side of each Message-ID, a domain of ours; its left side is the touchpoint's id
 * @param returns where bounces come back to, each under its own address; or null where nobody reads them
 * @param unsubscribe the page of ours on which letters are stopped, or null for none
 * @param feedbackSender names us in Feedback-ID, by which mailbox providers count complaints; or null for none
 * @param dkim signs each letter, or null where the relay does
 */
public record Letterhead(
        String fromAddress,
        String fromName,
        String messageIdDomain,
        @Nullable Returns returns,
        @Nullable UnsubscribePage unsubscribe,
        @Nullable String feedbackSender,
        @Nullable DkimKey dkim) {

    /** Gmail's limits for the last field of Feedback-ID. */
    private static final Pattern SENDER = Pattern.compile("[A-Za-z0-9_.-]{5,15}");

    public Letterhead {
        if (!MailAddress.isUsable(fromAddress)) {
            throw new IllegalArgumentException(
                    "the from-address of e-mails is not an e-mail address: \"" + fromAddress + "\"");
        }
        if (fromName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a sender's name stands on one line");
        }
        if (!MailAddress.isUsable("id@" + messageIdDomain)) {
            throw new IllegalArgumentException("not a domain for Message-IDs: " + messageIdDomain);
        }
        if (feedbackSender != null && !SENDER.matcher(feedbackSender).matches()) {
            throw new IllegalArgumentException("a Feedback-ID's sender has 5 to 15 letters, digits, dashes or dots");
        }
    }

    /** With a sender and nothing more. */
    public static Letterhead of(String fromAddress, String fromName, String messageIdDomain) {
        return new Letterhead(fromAddress, fromName, messageIdDomain, null, null, null, null);
    }

    /** Who the relay is told to send a touchpoint's bounces to. */
    public String envelopeSender(String touchpoint) {
        return returns == null ? fromAddress : returns.bounceAddress(touchpoint);
    }

    /** The page on which a touchpoint's reader stops what they do not want, where there is one. */
    public Optional<String> unsubscribeLink(String touchpoint) {
        return Optional.ofNullable(unsubscribe).map(page -> page.link(touchpoint));
    }
}
