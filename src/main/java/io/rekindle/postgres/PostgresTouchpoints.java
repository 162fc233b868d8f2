package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.touchpoint.TouchpointState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The ledger as people look at it and, where nobody else can, settle it. */
public final class PostgresTouchpoints {

    private static final String SELECT = """
            select t.id::text as id, c.ref, t.campaign, t.step, t.channel, t.template, t.state, millis(t.send_at) as send_at,
                   millis(t.settled_at) as settled_at, t.attempts, t.provider, t.reason, t.detail
            from touchpoint t join customer c on c.id = t.customer_id
            """;

    private final DataSource source;

    public PostgresTouchpoints(DataSource source) {
        this.source = source;
    }

    /**
     * A touchpoint as it stands.
     *
     * @param sendAt epoch milliseconds
     * @param settledAt epoch milliseconds, 0 while it is open
     * @param provider who took it, or may have it
     */
    public record Row(
            String id,
            String customer,
            String campaign,
            String step,
            String channel,
            String template,
            String state,
            long sendAt,
            long settledAt,
            int attempts,
            @Nullable String provider,
            @Nullable String reason,
            @Nullable String detail) {}

    /** Touchpoints in that state, the latest to be sent first, from a place on. */
    public List<Row> inState(TouchpointState state, Place after, int most) {
        return Transaction.in(source, "listing touchpoints", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where t.state = ? and t.send_at <= instant(?) and (t.send_at < instant(?) or t.id::text < ?)
                    order by t.send_at desc, t.id::text desc limit ?
                    """)) {
                select.setString(1, state.key());
                select.setLong(2, after.at());
                select.setLong(3, after.at());
                select.setString(4, after.key());
                select.setInt(5, most);
                return read(select);
            }
        });
    }

    public Optional<Row> find(UUID id) {
        return Transaction.in(source, "reading a touchpoint", connection -> find(connection, id));
    }

    private static Optional<Row> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where t.id = ?")) {
            select.setObject(1, id);
            return read(select).stream().findFirst();
        }
    }

    /**
     * Settles a touchpoint in doubt as somebody found out: accepted or rejected by its provider. A rejected one gives its
     * coupon back. Returns the touchpoint as it stands after, changed or not; empty if there is none.
     *
     * @param zone the rule book's: whose months the budget goes by
     * @param now epoch milliseconds
     */
    public Optional<Row> resolve(UUID id, boolean accepted, ZoneId zone, long now) {
        return Transaction.in(source, "resolving a touchpoint in doubt", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint set state = ?, reason = ?, detail = 'resolved by a person', settled_at = instant(?)
                    where id = ? and state = 'in_doubt'
                    """)) {
                update.setString(1, accepted ? "accepted" : "rejected");
                update.setString(2, accepted ? null : "provider_error");
                update.setLong(3, now);
                update.setObject(4, id);
                boolean mine = update.executeUpdate() == 1;
                Optional<Row> row = find(connection, id);
                if (mine && !accepted && row.isPresent()) {
                    NeverSent.settle(
                            connection,
                            row.get().id(),
                            new CustomerId(row.get().customer()),
                            new ChannelName(row.get().channel()),
                            zone,
                            now);
                }
                return row;
            }
        });
    }

    private static List<Row> read(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString("id"),
                        row.getString("ref"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getString("channel"),
                        row.getString("template"),
                        row.getString("state"),
                        row.getLong("send_at"),
                        row.getLong("settled_at"),
                        row.getInt("attempts"),
                        row.getString("provider"),
                        row.getString("reason"),
                        row.getString("detail")));
            }
        }
        return rows;
    }
}
