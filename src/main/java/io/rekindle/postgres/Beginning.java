package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Outbox.Ended;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to write down between two messages: that the one before was accepted, and that the next is begun.
 *
 * @param before null where nothing is left to record
 * @param now epoch milliseconds
 */
record Beginning(@Nullable Ended before, Claimed next, long now, Duration lease) {

    /**
     * As SQL: whether a touchpoint {@code o} may be begun as it was checked. The facts {@code f} are those that were {@code n.seen},
     * {@code n.address} is usable and not suppressed, and nothing is paused.
     */
    static final String AS_CHECKED = """
            (encode(sha256(f.history), 'hex') = n.seen
             and exists (
                select 1 from contact_point p
                where p.customer_id = f.customer_id and p.channel = o.channel and p.address = n.address and p.usable
                  and not exists (select 1 from suppression s where s.channel = p.channel
                                  and s.address_hash = sha256(convert_to(p.address, 'UTF8'))))
             and not exists (select 1 from pause
                where scope in ('everything', 'campaign:' || o.campaign, 'channel:' || o.channel)))
            """;

    // States are compared by LIKE so that the index of leased touchpoints, which is all dead entries while messages
    // leave, is not taken for a short way to one. What is known is materialized, or each use of it would look it up
    // anew.
    // Arrays
    // stand in selects of their own so that the plan does not hang on how long they are: PostgreSQL keeps it, then.
    private static final String SQL = """
            with ended as (
                update touchpoint t set state = 'accepted', provider_id = e.provider_id, reason = null, detail = null,
                       settled_at = instant(e.at), lease_until = null, provider = nullif(e.provider, '')
                from unnest((select ?::uuid[]), (select ?::bigint[]), (select ?::bigint[]), (select ?::text[]),
                            (select ?::text[]))
                    as e (id, fence, at, provider_id, provider)
                where t.id = e.id and t.fence = e.fence and (t.state like 'claimed' or t.state like 'sending')),
            known as materialized (
                select n.*,
            """ + AS_CHECKED + """
                 as as_checked
                from unnest((select ?::uuid[]), (select ?::bigint[]), (select ?::text[]), (select ?::text[]),
                            (select ?::bigint[]), (select ?::bigint[]))
                    as n (id, fence, seen, address, at, until)
                join touchpoint o on o.id = n.id join facts f on f.customer_id = o.customer_id)
            update touchpoint t set
                state = case when as_checked then 'sending' else 'planned' end,
                attempts = attempts + as_checked::int,
                begun_at = case when as_checked then instant(known.at) else begun_at end,
                address_hash = case when as_checked then sha256(convert_to(known.address, 'UTF8')) else address_hash end,
                provider = null,
                lease_until = case when as_checked then instant(known.until) end
            from known
            where t.id = known.id and t.fence = known.fence and t.state like 'claimed' and t.lease_until > instant(known.at)
            returning t.id::text, as_checked
            """;

    /** One statement for those of several workers; for each in turn whether its next one is begun. What ended was accepted. */
    static List<Boolean> all(Connection connection, List<Beginning> all) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            setEnds(
                    connection,
                    statement,
                    all.stream().map(Beginning::before).filter(Objects::nonNull).toList());
            statement.setArray(
                    6, Rows.texts(connection, all, one -> one.next.touchpoint().id()));
            statement.setArray(7, Rows.numbers(connection, all, one -> one.next.fence()));
            statement.setArray(8, Rows.texts(connection, all, one -> one.next.seen()));
            statement.setArray(9, Rows.texts(connection, all, Beginning::address));
            statement.setArray(10, Rows.numbers(connection, all, Beginning::now));
            statement.setArray(11, Rows.numbers(connection, all, one -> one.now + one.lease.toMillis()));
            Set<String> begun = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(2)) {
                        begun.add(row.getString(1));
                    }
                }
            }
            return all.stream()
                    .map(one -> begun.contains(one.next.touchpoint().id()))
                    .toList();
        }
    }

    private static void setEnds(Connection connection, PreparedStatement statement, List<Ended> ends)
            throws SQLException {
        statement.setArray(
                1,
                Rows.texts(connection, ends, one -> one.claimed().touchpoint().id()));
        statement.setArray(
                2, Rows.numbers(connection, ends, one -> one.claimed().fence()));
        statement.setArray(3, Rows.numbers(connection, ends, Ended::at));
        statement.setArray(4, Rows.texts(connection, ends, one -> accepted(one).providerId()));
        statement.setArray(5, Rows.texts(connection, ends, one -> accepted(one).provider()));
    }

    private static Answer.Accepted accepted(Ended one) {
        return (Answer.Accepted) one.answer();
    }

    private @Nullable String address() {
        ContactPoint to = next.to();
        return to == null ? null : to.address();
    }
}
