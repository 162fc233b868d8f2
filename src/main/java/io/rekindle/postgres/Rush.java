package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Claimed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * One urgent touchpoint, taken up and begun in one transaction: it is locked from being read until it is committed as being sent,
 * so that nobody else takes it up, and a crash before leaves it planned.
 */
final class Rush {

    private static final String FIND = """
            with taken as materialized (
                select t.* from touchpoint t
                where t.state = 'planned' and t.urgent and t.channel = ? and t.send_at <= instant(?) and t.attempts = 0
                  and not exists (select 1 from pause
                      where scope in ('everything', 'campaign:' || t.campaign, 'channel:' || t.channel))
                order by t.send_at limit 1 for update of t skip locked)
            """ + ClaimedRows.OF_TAKEN;

    // The state is compared by LIKE as in Beginning.
    private static final String BEGIN = """
            update touchpoint t set
                state = 'sending', claimed_by = ?, fence = t.fence + 1, attempts = t.attempts + 1, begun_at = instant(?),
                address_hash = sha256(convert_to(n.address, 'UTF8')), provider = null, lease_until = instant(?)
            from (select ?::uuid as id, ?::bigint as fence, ?::text as seen, ?::text as address) n
            join touchpoint o on o.id = n.id join facts f on f.customer_id = o.customer_id
            where t.id = n.id and t.fence = n.fence and t.state like 'planned' and
            """ + Beginning.AS_CHECKED;

    private final Connection connection;
    private final ClaimedRows rows;

    Rush(Connection connection, ClaimedRows rows) {
        this.connection = connection;
        this.rows = rows;
    }

    /** Locks the one that has waited longest and was never tried; it carries the fence that it will have once it is begun. */
    Optional<Claimed> lock(ChannelName channel, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, channel.value());
            select.setLong(2, now);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(rows.read(row).fenced()) : Optional.empty();
            }
        }
    }

    /** Whether it is begun: not where facts or address changed since it was locked, or it was paused. */
    boolean begin(Claimed locked, String dispatcher, long now, Duration lease) throws SQLException {
        ContactPoint to = locked.to();
        if (to == null) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(BEGIN)) {
            update.setString(1, dispatcher);
            update.setLong(2, now);
            update.setLong(3, now + lease.toMillis());
            update.setString(4, locked.touchpoint().id());
            update.setLong(5, locked.fence() - 1);
            update.setString(6, locked.seen());
            update.setString(7, to.address());
            return update.executeUpdate() == 1;
        }
    }
}
