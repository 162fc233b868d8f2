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

    // The state is compared by LIKE as in Beginning. What it is begun under is asked anew, as things stand now.
    private static final String BEGIN = """
            update touchpoint t set
                state = 'sending', claimed_by = ?, fence = fence + 1, attempts = attempts + 1, begun_at = instant(?),
                address_hash = sha256(convert_to(?, 'UTF8')), provider = null, lease_until = instant(?)
            where t.id = ?::uuid and t.fence = ? and t.state like 'planned'
              and exists (select 1 from facts f
                  where f.customer_id = t.customer_id and encode(sha256(f.history), 'hex') = ?)
              and exists (select 1 from contact_point p
                  where p.customer_id = t.customer_id and p.channel = t.channel and p.address = ? and p.usable
                    and not exists (select 1 from suppression s where s.channel = p.channel
                                    and s.address_hash = sha256(convert_to(p.address, 'UTF8'))))
              and not exists (select 1 from pause
                  where scope in ('everything', 'campaign:' || t.campaign, 'channel:' || t.channel))
            """;

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
            update.setString(3, to.address());
            update.setLong(4, now + lease.toMillis());
            update.setString(5, locked.touchpoint().id());
            update.setLong(6, locked.fence() - 1);
            update.setString(7, locked.seen());
            update.setString(8, to.address());
            return update.executeUpdate() == 1;
        }
    }
}
