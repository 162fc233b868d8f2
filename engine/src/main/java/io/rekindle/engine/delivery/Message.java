package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ContactPoint;

/**
 * One rendered message to one contact point.
 *
 * @param touchpoint the touchpoint's id (a UUID): stable over attempts, carried to the provider wherever it has a place
 * @param to where it goes; personal data
 * @param language {@code en} or {@code zh}
 * @param campaign whose message it is, by which providers group what they count; empty where it belongs to none
 * @param tooOldAt nobody wants it from this instant on, epoch milliseconds: a provider that can forget a message is told when
 * @param attempt 1 for the first
 */
public record Message(
        String touchpoint,
        ContactPoint to,
        Content content,
        String language,
        String campaign,
        long tooOldAt,
        int attempt) {

    /** A message at its first attempt. */
    public Message(
            String touchpoint, ContactPoint to, Content content, String language, String campaign, long tooOldAt) {
        this(touchpoint, to, content, language, campaign, tooOldAt, 1);
    }

    /** A message of no campaign, which never grows too old. */
    public Message(String touchpoint, ContactPoint to, Content content, String language) {
        this(touchpoint, to, content, language, "", Long.MAX_VALUE);
    }
}
