package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ContactPoint;

/**
 * One rendered message to one contact point.
 *
 * @param touchpoint the touchpoint's id (a UUID): stable over attempts, carried to the provider wherever it has a place
 * @param to where it goes; personal data
 * @param language {@code en} or {@code zh}
 * @param campaign whose message it is, by which providers group what they count; empty where it belongs to none
 */
public record Message(String touchpoint, ContactPoint to, Content content, String language, String campaign) {

    /** A message of no campaign. */
    public Message(String touchpoint, ContactPoint to, Content content, String language) {
        this(touchpoint, to, content, language, "");
    }
}
