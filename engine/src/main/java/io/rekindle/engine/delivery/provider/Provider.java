package io.rekindle.engine.delivery.provider;

import io.rekindle.engine.delivery.Channel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One who carries a channel's messages, and how much of them.
 *
 * @param name stands in the ledger with each message that it took, and in the counts of its limits: it should stay
 * @param share its part of the messages among those that have one; 0 for one that gets what the others cannot carry
 * @param limits of all that it carries, over all nodes together
 * @param domains limits of what it carries to a recipient domain, such as {@code gmail.com}
 */
public record Provider(String name, Channel channel, int share, Limits limits, Map<String, Limits> domains) {

    public Provider {
        if (name.isBlank() || share < 0) {
            throw new IllegalArgumentException("a provider has a name, and a share of 0 or more: " + name);
        }
        Map<String, Limits> lower = new TreeMap<>();
        domains.forEach((domain, limit) -> lower.put(domain.toLowerCase(Locale.ROOT), limit));
        domains = Map.copyOf(lower);
    }

    /** One without limits of ours. */
    public Provider(String name, Channel channel) {
        this(name, channel, 0, Limits.NONE, Map.of());
    }

    Provider through(Channel other) {
        return new Provider(name, other, share, limits, domains);
    }
}
