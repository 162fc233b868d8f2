package io.rekindle.engine.customer;

import java.time.ZoneId;
import java.util.Set;

/**
 * What deciding must know of a customer apart from what happened: zone, language, and the channels that have an address.
 *
 * <p>It holds no name or address, so that a stored decision is free of personal data.
 *
 * @param zone the customer's IANA zone, or the rule book's where the customer's is not known
 * @param language {@code en} or {@code zh}: which templates are used
 * @param reachable channels with a usable contact point
 */
public record Profile(CustomerId id, ZoneId zone, String language, Set<ChannelName> reachable) {

    public Profile {
        reachable = Set.copyOf(reachable);
    }
}
