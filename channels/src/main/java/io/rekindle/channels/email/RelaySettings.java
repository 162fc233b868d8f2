package io.rekindle.channels.email;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of our relays and how much it may carry.
 *
 * @param name tells relays apart in counts and reasons
 * @param limits of all it carries
 * @param domains limits of what it carries to a recipient domain, such as {@code gmail.com}
 */
public record RelaySettings(String name, SmtpSettings smtp, Limits limits, Map<String, Limits> domains) {

    public RelaySettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a relay needs a name");
        }
        var lower = new TreeMap<String, Limits>();
        domains.forEach((domain, limit) -> lower.put(domain.toLowerCase(Locale.ROOT), limit));
        domains = Map.copyOf(lower);
    }

    /** A relay without limits of ours. */
    public static RelaySettings unlimited(SmtpSettings smtp) {
        return new RelaySettings(smtp.host() + ":" + smtp.port(), smtp, Limits.NONE, Map.of());
    }
}
