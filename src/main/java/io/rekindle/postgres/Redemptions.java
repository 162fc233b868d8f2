package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Coupons redeemed one by one, by a shop that asks first. */
public final class Redemptions {

    private final DataSource source;

    public Redemptions(DataSource source) {
        this.source = source;
    }

    /** What came of asking. */
    public enum Outcome {
        REDEEMED,
        /** The same request had redeemed it before. */
        ALREADY,
        UNKNOWN,
        USED,
        EXPIRED,
        /** It is somebody else's. */
        NOT_THEIRS,
        /** The request's key was used for another coupon. */
        KEY_REUSED
    }

    /**
     * A coupon as it stands.
     *
     * @param redeemedAt epoch milliseconds, 0 while it is not
     */
    public record Coupon(String code, String offer, String campaign, CustomerId customer, long redeemedAt) {}

    /**
     * What came of it.
     *
     * @param coupon null where there is none of that code
     */
    public record Redemption(Outcome outcome, @Nullable Coupon coupon) {}

    /**
     * Redeems a coupon.
     *
     * @param key the same for every attempt of one redemption
     * @param customer whose it has to be, or null
     * @param properties what else is known of it, such as {@code order_id}
     * @param now epoch milliseconds
     */
    public Redemption redeem(
            String code, String key, @Nullable CustomerId customer, Map<String, Object> properties, long now) {
        String messageId = "redemption/" + key;
        return Transaction.in(source, "redeeming a coupon", connection -> {
            Row row = lock(connection, code);
            if (row == null) {
                return new Redemption(Outcome.UNKNOWN, null);
            }
            Outcome outcome = outcome(connection, row, messageId, customer, now);
            if (outcome != Outcome.REDEEMED) {
                return new Redemption(outcome, row.coupon);
            }
            Map<String, Object> all = new TreeMap<>(properties);
            all.put("code", code);
            Event event = new Event(
                    messageId, row.coupon.customer(), "Coupon Redeemed", Instant.ofEpochMilli(now), new TreeMap<>(all));
            PostgresIntake.store(connection, List.of(event), now);
            Coupon coupon = row.coupon;
            return new Redemption(outcome, new Coupon(code, coupon.offer(), coupon.campaign(), coupon.customer(), now));
        });
    }

    private static Outcome outcome(
            Connection connection, Row row, String messageId, @Nullable CustomerId customer, long now)
            throws SQLException {
        if (messageId.equals(row.redeemedBy)) {
            return Outcome.ALREADY;
        }
        if (isKnown(connection, messageId)) {
            return Outcome.KEY_REUSED;
        }
        if (customer != null && !customer.equals(row.coupon.customer())) {
            return Outcome.NOT_THEIRS;
        }
        if (row.coupon.redeemedAt() > 0) {
            return Outcome.USED;
        }
        return row.freed || row.expiresAt <= now ? Outcome.EXPIRED : Outcome.REDEEMED;
    }

    private record Row(Coupon coupon, @Nullable String redeemedBy, boolean freed, long expiresAt) {}

    /** Locks the customer and then the coupon, in the order in which intake does. */
    private static @Nullable Row lock(Connection connection, String code) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("""
                select 1 from due where customer_id = (select customer_id from coupon where code = ?) for update
                """)) {
            lock.setString(1, code);
            lock.execute();
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select k.offer, k.campaign, c.ref, millis(k.redeemed_at) as redeemed_at, k.redeemed_by,
                       k.freed_at is not null as freed, millis(k.expires_at) as expires_at
                from coupon k join customer c on c.id = k.customer_id where k.code = ? for update of k
                """)) {
            select.setString(1, code);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Coupon coupon = new Coupon(
                        code,
                        row.getString("offer"),
                        row.getString("campaign"),
                        new CustomerId(row.getString("ref")),
                        row.getLong("redeemed_at"));
                return new Row(
                        coupon, row.getString("redeemed_by"), row.getBoolean("freed"), row.getLong("expires_at"));
            }
        }
    }

    private static boolean isKnown(Connection connection, String messageId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from event_id where id = event_key(?)")) {
            select.setString(1, messageId);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
