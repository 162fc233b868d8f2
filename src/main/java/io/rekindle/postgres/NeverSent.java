package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What follows where a message will never be sent: what was set aside for it is free again, and the customer's facts know. */
final class NeverSent {

    private NeverSent() {}

    static void settle(Connection connection, Claimed claimed, ZoneId zone, long now) throws SQLException {
        Touchpoint touchpoint = claimed.touchpoint();
        settle(connection, touchpoint.id(), touchpoint.customer(), touchpoint.channel(), zone, now);
    }

    /**
     * Frees the message's coupon and price, and tells the customer's facts, so that it counts against no cap.
     *
     * @param zone the rule book's: whose months the budget goes by
     */
    static void settle(
            Connection connection, String touchpoint, CustomerId customer, ChannelName channel, ZoneId zone, long now)
            throws SQLException {
        lockCustomer(connection, touchpoint);
        var properties = new TreeMap<String, Object>();
        properties.put("touchpoint", touchpoint);
        properties.put("channel", channel.value());
        Coupons.free(connection, touchpoint, now).ifPresent(code -> properties.put("code", code));
        returnPrice(connection, touchpoint, zone);
        Instant at = Instant.ofEpochMilli(now);
        Event event = new Event("failed/" + touchpoint, customer, "Message Failed", at, properties);
        PostgresIntake.store(connection, List.of(event), now);
    }

    /**
     * Settles all that a statement ends; it returns touchpoint, customer and channel of each. Returns how many.
     *
     * @param zone the rule book's: whose months the budget goes by
     */
    static int settleAll(Connection connection, PreparedStatement ending, ZoneId zone, long now) throws SQLException {
        List<Ended> all = new ArrayList<>();
        try (ResultSet row = ending.executeQuery()) {
            while (row.next()) {
                all.add(new Ended(
                        row.getString(1), new CustomerId(row.getString(2)), new ChannelName(row.getString(3))));
            }
        }
        for (Ended one : all) {
            settle(connection, one.touchpoint(), one.customer(), one.channel(), zone, now);
        }
        return all.size();
    }

    private record Ended(String touchpoint, CustomerId customer, ChannelName channel) {}

    /** First the customer, then the limits: in the order of a sweep, or the two could wait for each other. */
    static void lockCustomer(Connection connection, String touchpoint) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("""
                select 1 from due where customer_id = (select customer_id from touchpoint where id = ?::uuid) for update
                """)) {
            lock.setString(1, touchpoint);
            lock.execute();
        }
    }

    /** The price was taken when the message was decided, from the campaign's budget and the month's. */
    private static void returnPrice(Connection connection, String touchpoint, ZoneId zone) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update budget b set spent_micros = spent_micros - t.cost_micros
                from touchpoint t join entry n on n.id = t.entry
                join decision d on d.occasion = n.occasion and d.customer_id = t.customer_id
                               and d.entry = t.entry and d.step = t.step
                where t.id = ?::uuid and t.cost_micros > 0 and b.spent_micros >= t.cost_micros
                  and b.scope in ('campaign:' || t.campaign, 'month:' || to_char(d.at at time zone ?, 'YYYY-MM'))
                """)) {
            update.setString(1, touchpoint);
            update.setString(2, zone.getId());
            update.executeUpdate();
        }
    }

    /** The provider says that the address does not exist: nobody writes to it any more. */
    static void giveUpAddress(Connection connection, Claimed claimed) throws SQLException {
        ContactPoint to = claimed.to();
        if (to == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update contact_point set usable = false where channel = ? and address = ?
                """)) {
            update.setString(1, to.channel().value());
            update.setString(2, to.address());
            update.executeUpdate();
        }
    }
}
