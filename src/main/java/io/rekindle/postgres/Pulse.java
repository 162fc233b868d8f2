package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How the database and the queues in it are doing. */
public final class Pulse {

    private static final int PATIENCE_SECONDS = 2;

    private final DataSource source;

    public Pulse(DataSource source) {
        this.source = source;
    }

    /**
     * What waits.
     *
     * @param dueCustomers customers to be evaluated by now
     * @param toReview at most so many of whom a new release has yet to tell whether it makes them due
     * @param waiting messages that could leave by now, by channel
     * @param oldestWaiting when the oldest of them was to leave, epoch milliseconds, or null
     * @param planned messages for later
     * @param inDoubt messages of which nobody knows whether they left
     */
    public record Queues(
            long dueCustomers,
            long toReview,
            Map<String, Long> waiting,
            @Nullable Long oldestWaiting,
            long planned,
            long inDoubt) {}

    /** Whether the database answers within two seconds. */
    public boolean beats() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /** What waits at the instant (epoch milliseconds). */
    public Queues queues(long now) {
        return Transaction.in(source, "counting what waits", connection -> {
            Map<String, Long> waiting = new LinkedHashMap<>();
            Long oldest = null;
            long planned = 0;
            try (PreparedStatement select = connection.prepareStatement("""
                    select channel, count(*) filter (where send_at <= instant(?)) as waiting,
                           count(*) filter (where send_at > instant(?)) as planned,
                           millis(min(send_at) filter (where send_at <= instant(?))) as oldest
                    from touchpoint where state = 'planned' group by channel order by channel
                    """)) {
                select.setLong(1, now);
                select.setLong(2, now);
                select.setLong(3, now);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        waiting.put(row.getString("channel"), row.getLong("waiting"));
                        planned += row.getLong("planned");
                        long first = row.getLong("oldest");
                        oldest =
                                row.wasNull() ? oldest : oldest == null ? (Long) first : (Long) Math.min(oldest, first);
                    }
                }
            }
            long due = count(connection, "select count(*) from due where due_at <= instant(?)", now);
            long inDoubt = count(
                    connection,
                    "select count(*) from touchpoint where state = 'in_doubt' and settled_at <= instant(?)",
                    now);
            return new Queues(due, PostgresReview.waiting(connection), waiting, oldest, planned, inDoubt);
        });
    }

    /**
     * Messages that want somebody's eye, by {@code channel/provider}: those in doubt, or those that no provider took and that
     * can be set going again. A crash leaves the provider unknown.
     *
     * @param state {@code in_doubt} or {@code given_up}
     */
    public Map<String, Long> byProvider(String state) {
        return Transaction.in(source, "counting by provider", connection -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select channel || '/' || coalesce(provider, 'unknown') as way, count(*) from touchpoint
                    where state = ? and state in ('in_doubt', 'given_up') group by way order by way
                    """)) {
                select.setString(1, state);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        counts.put(row.getString(1), row.getLong(2));
                    }
                }
            }
            return counts;
        });
    }

    private static long count(Connection connection, String query, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setLong(1, now);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
