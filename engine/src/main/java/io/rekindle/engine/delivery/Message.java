package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ContactPoint;

/**
 * One rendered message to one contact point.
 *
 * @param touchpoint the touchpoint's id (a UUID): stable over attempts, carried to the provider wherever it has a place
 * @param to where it goes; personal data
 * @param language {@code en} or {@code zh}
 */
public record Message(String touchpoint, ContactPoint to, Content content, String language) {}
