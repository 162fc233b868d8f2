package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.Receipt.Kind;
import io.rekindle.engine.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Takes in what providers and readers tell of messages: each receipt is stored once as an event, with what follows from it,
 * in one transaction.
 */
public final class PostgresReceipts {

    private final DataSource source;

    public PostgresReceipts(DataSource source) {
        this.source = source;
    }

    /** What became of a receipt. */
    public enum Taken {
        STORED,
        /** It had been stored before; nothing changed. */
        KNOWN,
        /** There is no such touchpoint, or its customer was erased. */
        UNKNOWN
    }

    /**
     * Stores a receipt. It shows that the message was sent: a touchpoint in doubt is accepted from here on, and one that was to be
     * tried again is not. A permanent bounce, a complaint and a stop suppress the address that the message went to.
     *
     * @param now when it arrived, epoch milliseconds; nothing has happened later than this
     */
    public Taken take(Receipt receipt, long now) {
        if (!isId(receipt.touchpoint())) {
            return Taken.UNKNOWN;
        }
        return Transaction.in(source, "storing a receipt", connection -> {
            Optional<Sent> sent = sent(connection, receipt.touchpoint(), now);
            if (sent.isEmpty()) {
                return Taken.UNKNOWN;
            }
            Event event = event(receipt, sent.get(), Math.min(receipt.at(), now));
            if (PostgresIntake.store(connection, List.of(event), now).fresh() == 0) {
                return Taken.KNOWN;
            }
            suppress(connection, receipt);
            return Taken.STORED;
        });
    }

    /** The touchpoint that the provider knows by that name. */
    public Optional<String> touchpoint(ChannelName channel, String providerId) {
        return one(
                "select id::text from touchpoint where provider_id = ? and channel = ? limit 1", providerId, channel);
    }

    /** The touchpoint that was last sent to that address. */
    public Optional<String> lastTo(ContactPoint address) {
        return one("""
                select t.id::text from touchpoint t join contact_point p using (customer_id, channel)
                where p.address = ? and p.channel = ? and t.address_hash = sha256(convert_to(p.address, 'UTF8'))
                  and t.state in ('accepted', 'in_doubt') order by t.settled_at desc limit 1
                """, address.address(), address.channel());
    }

    /**
     * The owner of an address wants nothing more by its channel: whoever it belongs to hears of it, and nobody is written to there.
     *
     * @param id tells this stop from others, so that it counts once
     * @return how many customers the address belongs to
     */
    public int stop(ContactPoint address, String id, long now) {
        return Transaction.in(source, "storing a stop", connection -> stop(connection, address, id, now));
    }

    static int stop(Connection connection, ContactPoint address, String id, long now) throws SQLException {
        Suppressions.add(connection, address.channel().value(), address.address(), Suppressions.Why.UNSUBSCRIBED);
        return tell(connection, address, "Unsubscribed", id, now);
    }

    /** The owner of an address wants messages again. What bounced or was complained about stays suppressed. */
    public int start(ContactPoint address, String id, long now) {
        return Transaction.in(source, "storing the end of a stop", connection -> {
            Suppressions.lift(connection, address.channel().value(), address.address());
            return tell(connection, address, "Subscribed", id, now);
        });
    }

    private static int tell(Connection connection, ContactPoint address, String name, String id, long now)
            throws SQLException {
        List<Event> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select c.ref from contact_point p join customer c on c.id = p.customer_id
                where p.address = ? and p.channel = ? order by c.id
                """)) {
            select.setString(1, address.address());
            select.setString(2, address.channel().value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(new Event(
                            "stop/" + id + "/" + (events.size() + 1),
                            new CustomerId(row.getString(1)),
                            name,
                            Instant.ofEpochMilli(now),
                            new TreeMap<>(Map.of("channel", address.channel().value()))));
                }
            }
        }
        PostgresIntake.store(connection, events, now);
        return events.size();
    }

    /** A touchpoint and whom it was for. */
    record Sent(CustomerId customer, String campaign, String step, String channel) {}

    /** What the receipt is about; the ledger learns that it was sent. */
    static Optional<Sent> sent(Connection connection, String touchpoint, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with told as (
                    update touchpoint set
                        taken_at = coalesce(taken_at, instant(?)),
                        settled_at = case when was_sent then coalesce(settled_at, instant(?)) else settled_at end,
                        fence = fence + (was_sent and state = 'claimed')::int,
                        lease_until = case when was_sent then null else lease_until end,
                        state = case when was_sent then 'accepted' else state end
                    from (select id as told, attempts > 0 and state in ('planned', 'claimed', 'in_doubt') as was_sent
                          from touchpoint where id = ?::uuid for update) as known
                    where id = told returning customer_id, campaign, step, channel)
                select c.ref, campaign, step, channel from told join customer c on c.id = customer_id
                """)) {
            update.setLong(1, now);
            update.setLong(2, now);
            update.setString(3, touchpoint);
            try (ResultSet row = update.executeQuery()) {
                return row.next()
                        ? Optional.of(new Sent(
                                new CustomerId(row.getString(1)), row.getString(2), row.getString(3), row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private static Event event(Receipt receipt, Sent sent, long at) {
        var properties = new TreeMap<>(receipt.properties());
        properties.put("touchpoint", receipt.touchpoint());
        properties.put("campaign", sent.campaign());
        properties.put("step", sent.step());
        properties.put("channel", sent.channel());
        return new Event(
                receipt.messageId(), sent.customer(), receipt.kind().event(), Instant.ofEpochMilli(at), properties);
    }

    private static void suppress(Connection connection, Receipt receipt) throws SQLException {
        if (receipt.kind() == Kind.BOUNCED
                && "permanent".equals(receipt.properties().get("kind"))) {
            Suppressions.addOf(connection, receipt.touchpoint(), Suppressions.Why.BOUNCED);
            giveUp(connection, receipt.touchpoint());
        } else if (receipt.kind() == Kind.COMPLAINED) {
            Suppressions.addOf(connection, receipt.touchpoint(), Suppressions.Why.COMPLAINED);
        } else if (receipt.kind() == Kind.UNSUBSCRIBED) {
            Suppressions.addOf(connection, receipt.touchpoint(), Suppressions.Why.UNSUBSCRIBED);
        }
    }

    /** The customer is not reached there any more, so that nothing more is decided for the address. */
    private static void giveUp(Connection connection, String touchpoint) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update contact_point p set usable = false from touchpoint t
                where t.id = ?::uuid and p.customer_id = t.customer_id and p.channel = t.channel
                  and t.address_hash = sha256(convert_to(p.address, 'UTF8'))
                """)) {
            update.setString(1, touchpoint);
            update.executeUpdate();
        }
    }

    private Optional<String> one(String question, String what, ChannelName channel) {
        return Transaction.in(source, "finding a touchpoint", connection -> {
            try (PreparedStatement select = connection.prepareStatement(question)) {
                select.setString(1, what);
                select.setString(2, channel.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
