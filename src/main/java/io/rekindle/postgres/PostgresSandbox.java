package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the messages that were kept instead of sent. */
public final class PostgresSandbox {

    private final DataSource source;

    public PostgresSandbox(DataSource source) {
        this.source = source;
    }

    /**
     * A kept message, without what it says.
     *
     * @param coupon the code of the coupon of its entry, or null
     * @param couponExpiresAt null without one
     */
    public record Kept(
            String touchpoint,
            CustomerId customer,
            ChannelName channel,
            Instant sentAt,
            @Nullable String coupon,
            @Nullable Instant couponExpiresAt) {}

    /** The messages kept after one instant and no later than another (epoch milliseconds), oldest first. */
    public List<Kept> between(long after, long until) {
        return Transaction.in(source, "reading sandboxed messages", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select t.id::text, c.ref, t.channel, millis(m.kept_at) as kept_at, k.code,
                           millis(k.expires_at) as expires_at
                    from sandbox_message m
                    join touchpoint t on t.id = m.touchpoint
                    join customer c on c.id = t.customer_id
                    left join lateral (
                        select code, expires_at from coupon k join touchpoint o on o.id = k.touchpoint
                        where o.entry = t.entry order by (k.touchpoint = t.id) desc, k.issued_at desc limit 1) k on true
                    where m.kept_at > instant(?) and m.kept_at <= instant(?)
                    order by m.kept_at, t.id
                    """)) {
                select.setLong(1, after);
                select.setLong(2, until);
                return read(select);
            }
        });
    }

    private static List<Kept> read(PreparedStatement select) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String code = row.getString("code");
                kept.add(new Kept(
                        row.getString("id"),
                        new CustomerId(row.getString("ref")),
                        new ChannelName(row.getString("channel")),
                        Instant.ofEpochMilli(row.getLong("kept_at")),
                        code,
                        code == null ? null : Instant.ofEpochMilli(row.getLong("expires_at"))));
            }
        }
        return kept;
    }
}
