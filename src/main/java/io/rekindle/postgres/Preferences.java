package io.rekindle.postgres;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Wishes;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.postgres.PostgresReceipts.Sent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What the reader of a message wants, and what they change of it. A change is stored as events of the customer and, for stops, as
 * suppressed addresses, in one transaction: it counts from the next message on.
 */
public final class Preferences {

    private final DataSource source;
    private final Supplier<RuleBook> book;

    public Preferences(DataSource source, Supplier<RuleBook> book) {
        this.source = source;
        this.book = book;
    }

    /** What holds for the reader of a touchpoint; empty where it is gone. Changes nothing. */
    public Optional<Held> of(String touchpoint) {
        return Transaction.in(source, "reading preferences", connection -> {
            Optional<Reader> reader = reader(connection, touchpoint);
            return reader.isEmpty() ? Optional.empty() : Optional.of(held(connection, reader.get()));
        });
    }

    /** Changes what the reader asks for, as far as it differs from what holds. */
    public Optional<Held> change(String touchpoint, Wanted wanted, long now) {
        return change(touchpoint, now, held -> changes(held, wanted));
    }

    /** Stops the channel that the touchpoint came by. */
    public Optional<Held> stop(String touchpoint, long now) {
        return change(touchpoint, now, held -> {
            Changes changes = new Changes(held);
            held.channels().stream()
                    .filter(one -> one.name().equals(held.channel()))
                    .forEach(changes::turnOff);
            return changes;
        });
    }

    /** Stops every channel there is, and every one there will be. */
    public Optional<Held> stopEverything(String touchpoint, long now) {
        return change(touchpoint, now, held -> {
            Changes changes = new Changes(held);
            changes.stopEverything();
            return changes;
        });
    }

    private Optional<Held> change(String touchpoint, long now, Function<Held, Changes> how) {
        return Transaction.in(source, "changing preferences", connection -> {
            Optional<Reader> reader = reader(connection, touchpoint);
            if (reader.isEmpty()) {
                return Optional.empty();
            }
            lock(connection, touchpoint);
            Held before = held(connection, reader.get());
            Changes changes = how.apply(before);
            if (changes.isEmpty()) {
                return Optional.of(before);
            }
            Optional<Sent> sent = PostgresReceipts.sent(connection, touchpoint, now);
            // Two changes at one instant would not tell which came last.
            long at = Math.max(now, before.saidAt() + 1);
            PostgresIntake.store(connection, events(sent.orElseThrow(), touchpoint, changes, at), now);
            Suppressions.liftAll(connection, touchpoint, changes.lifted());
            Suppressions.addAll(connection, touchpoint, changes.suppressed());
            return Optional.of(held(connection, reader.get()));
        });
    }

    private static Changes changes(Held held, Wanted wanted) {
        Changes changes = new Changes(held);
        for (Held.Channel one : held.channels()) {
            if (wanted.on().contains(Wanted.channel(one.name()))) {
                changes.turnOn(one);
            } else if (wanted.off().contains(Wanted.channel(one.name()))) {
                changes.turnOff(one);
            }
        }
        held.topics().forEach((topic, on) -> {
            if (!on && wanted.on().contains(Wanted.topic(topic))) {
                changes.grant(topic);
            } else if (on && wanted.off().contains(Wanted.topic(topic))) {
                changes.withdraw(topic);
            }
        });
        return changes;
    }

    private static List<Event> events(Sent sent, String touchpoint, Changes changes, long at) {
        List<Event> events = new ArrayList<>();
        changes.said().forEach(said -> {
            var properties = new TreeMap<String, Object>(Map.of(
                    "touchpoint", touchpoint, "campaign", sent.campaign(), "step", sent.step(), "source", "reader"));
            if (!said.key().isEmpty()) {
                properties.put(said.key(), said.what());
            }
            events.add(new Event(
                    "wish/" + touchpoint + "/" + at + "/" + (events.size() + 1),
                    sent.customer(),
                    said.event(),
                    Instant.ofEpochMilli(at),
                    properties));
        });
        return events;
    }

    private record Reader(long customer, String touchpoint, String channel, String language) {}

    private static Optional<Reader> reader(Connection connection, String touchpoint) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select customer_id, channel, language from touchpoint where id = ?::uuid")) {
            select.setString(1, touchpoint);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Reader(row.getLong(1), touchpoint, row.getString(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }

    /** Two changes of one customer come one after the other, the second seeing the first. */
    private static void lock(Connection connection, String touchpoint) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("""
                select 1 from due where customer_id = (select customer_id from touchpoint where id = ?::uuid) for update
                """)) {
            lock.setString(1, touchpoint);
            lock.execute();
        }
    }

    private Held held(Connection connection, Reader reader) throws SQLException {
        Wishes wishes = Wishes.of(history(connection, reader.customer()));
        SortedMap<String, Boolean> topics = new TreeMap<>(wishes.topics());
        book.get().policy().consent().values().forEach(topic -> topics.putIfAbsent(topic, false));
        List<Held.Channel> channels = ReaderAddresses.of(connection, reader.customer(), reader.channel(), book.get())
                .channels(wishes);
        return new Held(reader.touchpoint(), reader.language(), reader.channel(), topics, channels, wishes);
    }

    private static History history(Connection connection, long customer) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select history from facts where customer_id = ?")) {
            select.setLong(1, customer);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? History.fromBytes(row.getBytes(1)) : new History();
            }
        }
    }
}
