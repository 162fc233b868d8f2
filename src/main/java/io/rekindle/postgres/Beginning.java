package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one statement between two messages of a worker: that the one before was accepted, and that the next is begun. */
final class Beginning {

    // States are compared by LIKE so that the index of leased touchpoints, which is all dead entries while messages
    // leave,
    // is not taken for a short way to one. What is known is materialized, or each use of it would look it up anew.
    private static final String SQL = """
            with ended as (
                update touchpoint set state = 'accepted', provider_id = ?, reason = null, detail = null,
                       settled_at = instant(?), lease_until = null
                where id = ?::uuid and fence = ? and (state like 'claimed' or state like 'sending')),
            known as materialized (
                select o.id, encode(sha256(f.history), 'hex') = ? and exists (
                    select 1 from contact_point p
                    where p.customer_id = f.customer_id and p.channel = ? and p.address = ? and p.usable
                      and not exists (select 1 from suppression s where s.channel = p.channel
                                      and s.address_hash = sha256(convert_to(p.address, 'UTF8'))))
                  and not exists (select 1 from pause
                      where scope in ('everything', 'campaign:' || o.campaign, 'channel:' || o.channel)) as as_checked
                from touchpoint o join facts f on f.customer_id = o.customer_id where o.id = ?::uuid)
            update touchpoint t set
                state = case when as_checked then 'sending' else 'planned' end,
                attempts = attempts + as_checked::int,
                lease_until = case when as_checked then instant(?) end
            from known
            where t.id = known.id and fence = ? and state like 'claimed' and lease_until > instant(?)
            returning as_checked
            """;

    private Beginning() {}

    /** Whether the next one is begun; what ended was accepted. */
    static boolean of(Connection connection, Outbox.@Nullable Ended before, Claimed next, long now, Duration lease)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            setEnd(statement, before);
            ContactPoint to = next.to();
            statement.setString(5, next.seen());
            statement.setString(6, next.touchpoint().channel().value());
            statement.setString(7, to == null ? null : to.address());
            statement.setString(8, next.touchpoint().id());
            statement.setLong(9, now + lease.toMillis());
            statement.setLong(10, next.fence());
            statement.setLong(11, now);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void setEnd(PreparedStatement statement, Outbox.@Nullable Ended before) throws SQLException {
        if (before == null) {
            statement.setNull(1, Types.VARCHAR);
            statement.setNull(2, Types.BIGINT);
            statement.setNull(3, Types.VARCHAR);
            statement.setNull(4, Types.BIGINT);
        } else {
            statement.setString(1, ((Answer.Accepted) before.answer()).providerId());
            statement.setLong(2, before.at());
            statement.setString(3, before.claimed().touchpoint().id());
            statement.setLong(4, before.claimed().fence());
        }
    }
}
