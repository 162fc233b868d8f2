package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.policy.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The switches that stop messages: of a campaign, of a channel, by a provider, of everything. A message that is being sent
 * just now is not called back; from the next one on nothing leaves. What a stopped provider would have carried goes by the
 * channel's others; where there are none, it waits.
 */
public final class Pauses {

    private static final int AT_ONCE = 500;
    private static final String PROVIDER = "provider:";

    /** Whether a message waits behind the switch: its key, and the channels that only its provider carries. */
    private static final String BEHIND =
            "(? in ('everything', 'campaign:' || campaign, 'channel:' || channel) or channel = any(?))";

    private final DataSource source;

    public Pauses(DataSource source) {
        this.source = source;
    }

    /** What is stopped. */
    public record Scope(String key) {

        public static final Scope EVERYTHING = new Scope("everything");

        public static Scope campaign(String name) {
            return new Scope("campaign:" + name);
        }

        public static Scope channel(ChannelName name) {
            return new Scope("channel:" + name.value());
        }

        /** A provider by its name in the settings and in the ledger, such as {@code twilio}. */
        public static Scope provider(String name) {
            return new Scope(PROVIDER + name);
        }
    }

    /**
     * What waits behind a switch, whether it is on or off.
     *
     * @param since when it was stopped, epoch milliseconds; empty where it is not
     * @param waiting messages that are planned
     * @param overdue how many of them should have left by now
     * @param tooOld how many of these are older than they are wanted: they would be dropped
     */
    public record Waiting(Optional<Long> since, long waiting, long overdue, long tooOld) {}

    /** What becomes of the messages that should have left meanwhile. */
    public enum Overdue {
        /** Those that are not too old leave, at the rate at which messages leave; the others are dropped. */
        SEND_IF_WANTED,
        /** All leave, as if they had been planned for now. */
        RESTART,
        /** None leaves. */
        DROP
    }

    /** What the switches hold back. */
    record Held(boolean everything, Set<String> campaigns, Set<String> channels, Set<String> providers) {

        boolean holds(ChannelName channel) {
            return everything || channels.contains(channel.value());
        }
    }

    static Held held(Connection connection) throws SQLException {
        boolean everything = false;
        Set<String> campaigns = new TreeSet<>();
        Set<String> channels = new TreeSet<>();
        Set<String> providers = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement("select scope from pause");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String scope = row.getString(1);
                String name = scope.substring(scope.indexOf(':') + 1);
                everything |= scope.equals(Scope.EVERYTHING.key());
                if (scope.startsWith("campaign:")) {
                    campaigns.add(name);
                } else if (scope.startsWith("channel:")) {
                    channels.add(name);
                } else if (scope.startsWith(PROVIDER)) {
                    providers.add(name);
                }
            }
        }
        return new Held(everything, campaigns, channels, providers);
    }

    /** Stops the scope; what is stopped already stays as it is. */
    public void pause(Scope scope, long now) {
        Transaction.in(source, "pausing", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into pause (scope, since) values (?, instant(?)) on conflict (scope) do nothing")) {
                insert.setString(1, scope.key());
                insert.setLong(2, now);
                return insert.executeUpdate();
            }
        });
    }

    /** What waits behind the switch at the instant (epoch milliseconds): to be looked at before it is turned. */
    public Waiting waiting(Scope scope, long now) {
        return Transaction.in(source, "counting what is paused", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select (select millis(since) from pause where scope = ?) as since, count(*) as waiting,
                           count(*) filter (where send_at <= instant(?)) as overdue,
                           count(*) filter (where send_at <= instant(?) and too_old_at <= instant(?)) as too_old
                    from touchpoint where state = 'planned' and %s
                    """.formatted(BEHIND))) {
                select.setString(1, scope.key());
                select.setLong(2, now);
                select.setLong(3, now);
                select.setLong(4, now);
                behind(connection, select, 5, scope);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    long since = row.getLong("since");
                    Optional<Long> paused = row.wasNull() ? Optional.empty() : Optional.of(since);
                    return new Waiting(paused, row.getLong("waiting"), row.getLong("overdue"), row.getLong("too_old"));
                }
            }
        });
    }

    /** Every switch that is on. */
    public List<Scope> on() {
        return Transaction.in(source, "listing what is paused", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select scope from pause order by scope");
                    ResultSet row = select.executeQuery()) {
                List<Scope> scopes = new ArrayList<>();
                while (row.next()) {
                    scopes.add(new Scope(row.getString(1)));
                }
                return scopes;
            }
        });
    }

    /**
     * Lets the scope go on; returns how many overdue messages were dropped or planned anew by that.
     *
     * @param zone the rule book's: whose months the budget goes by
     */
    public int resume(Scope scope, Overdue overdue, ZoneId zone, long now) {
        int changed =
                switch (overdue) {
                    case SEND_IF_WANTED -> 0;
                    case RESTART -> restart(scope, now);
                    case DROP -> drop(scope, zone, now, /* later= */ false);
                };
        Transaction.in(source, "resuming", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from pause where scope = ?")) {
                delete.setString(1, scope.key());
                return delete.executeUpdate();
            }
        });
        return changed;
    }

    /** Drops every planned message of the scope, also those for later; returns how many. New ones are planned as before. */
    public int cancel(Scope scope, ZoneId zone, long now) {
        return drop(scope, zone, now, /* later= */ true);
    }

    private int restart(Scope scope, long now) {
        return Transaction.in(source, "planning paused messages anew", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint set too_old_at = instant(?) + (too_old_at - send_at), send_at = instant(?)
                    where state = 'planned' and send_at <= instant(?) and %s
                    """.formatted(BEHIND))) {
                update.setLong(1, now);
                update.setLong(2, now);
                update.setLong(3, now);
                behind(connection, update, 4, scope);
                return update.executeUpdate();
            }
        });
    }

    private int drop(Scope scope, ZoneId zone, long now, boolean later) {
        long until = later ? now + Duration.ofDays(3650).toMillis() : now;
        int dropped = 0;
        int some;
        do {
            some = dropSome(scope, zone, now, until);
            dropped += some;
        } while (some > 0);
        return dropped;
    }

    private int dropSome(Scope scope, ZoneId zone, long now, long until) {
        return Transaction.in(source, "dropping paused messages", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint t set state = 'dropped', reason = ?, detail = 'cancelled by a person',
                           settled_at = instant(?)
                    from (select id from touchpoint where state = 'planned' and send_at <= instant(?) and %s
                          order by id limit ? for update) next, customer c
                    where t.id = next.id and c.id = t.customer_id
                    returning t.id::text, c.ref, t.channel
                    """.formatted(BEHIND))) {
                update.setString(1, Reason.CANCELLED.key());
                update.setLong(2, now);
                update.setLong(3, until);
                behind(connection, update, 4, scope);
                update.setInt(6, AT_ONCE);
                return NeverSent.settleAll(connection, update, zone, now);
            }
        });
    }

    private static void behind(Connection connection, PreparedStatement statement, int index, Scope scope)
            throws SQLException {
        List<String> channels = scope.key().startsWith(PROVIDER)
                ? Carriers.onlyBy(connection, scope.key().substring(PROVIDER.length()))
                : List.of();
        statement.setString(index, scope.key());
        statement.setArray(index + 1, Rows.texts(connection, channels, channel -> channel));
    }
}
