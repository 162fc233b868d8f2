package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.rule.book.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads profiles from rows with the columns {@code ref}, {@code zone}, {@code language} and {@code reachable}. */
final class Profiles {

    /** The columns to select, given the alias {@code c} of the customer table. */
    static final String COLUMNS = """
            c.ref, c.zone, c.language,
            array(select p.channel from contact_point p where p.customer_id = c.id and p.usable) as reachable
            """;

    private static final String DEFAULT_LANGUAGE = "zh";
    private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

    private Profiles() {}

    static Profile read(ResultSet row, Policy policy) throws SQLException {
        Set<ChannelName> reachable = new HashSet<>();
        for (String channel : (String[]) row.getArray("reachable").getArray()) {
            reachable.add(new ChannelName(channel));
        }
        return read(row, reachable, policy);
    }

    /** From a row without the last of these columns. */
    static Profile read(ResultSet row, Set<ChannelName> reachable, Policy policy) throws SQLException {
        String language = row.getString("language");
        return new Profile(
                new CustomerId(row.getString("ref")),
                zone(row.getString("zone"), policy),
                language == null ? DEFAULT_LANGUAGE : language,
                reachable);
    }

    private static ZoneId zone(@Nullable String name, Policy policy) {
        if (name == null || !policy.useCustomerZone()) {
            return policy.zone();
        }
        return ZONES.computeIfAbsent(name, Profiles::parse);
    }

    private static ZoneId parse(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalStateException("a stored customer has the unknown time zone " + name, unknown);
        }
    }
}
