package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Outbox;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.rule.book.Policy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL. Each method commits before it returns; a stale fence changes nothing. */
public final class PostgresOutbox implements Outbox {

    /** One half of the workers writes while the other sends: all of them in step would let the disk and the network wait in turns. */
    private static final int COMMITTING = 2;

    private final DataSource source;
    private final Supplier<Policy> policy;
    private final Claims claims;
    private final ClaimedRows rows;
    private final List<Together<Beginning, Boolean>> beginnings;

    public PostgresOutbox(DataSource source, Supplier<Policy> policy) {
        this(source, policy, Map.of());
    }

    /**
     * @param rates the most messages a second that all nodes together take up, by channel; a channel that is not named
     *     has no limit
     */
    public PostgresOutbox(DataSource source, Supplier<Policy> policy, Map<ChannelName, Double> rates) {
        this.source = source;
        this.policy = policy;
        this.claims = new Claims(new Rates(rates));
        this.rows = new ClaimedRows(policy);
        this.beginnings = IntStream.range(0, COMMITTING)
                .mapToObj(any -> new Together<Beginning, Boolean>(all -> Transaction.ofOneStatement(
                        source, "beginning to send", connection -> Beginning.all(connection, all))))
                .toList();
    }

    @Override
    public List<Claimed> claim(
            String dispatcher, Set<ChannelName> channels, long now, int most, Duration lease, boolean retries) {
        return Transaction.in(source, "claiming touchpoints", connection -> {
            List<String> chosen = claims.lock(connection, channels, now, most, retries);
            if (chosen.isEmpty()) {
                return List.of();
            }
            try (PreparedStatement claim = connection.prepareStatement("""
                    with taken as (
                        update touchpoint t set state = 'claimed', claimed_by = ?, fence = fence + 1,
                               lease_until = instant(?)
                        where t.id = any((select ?::uuid[])::uuid[]) returning t.*)
                    """ + ClaimedRows.OF_TAKEN + """
                    order by t.urgent desc, t.send_at
                    """)) {
                claim.setString(1, dispatcher);
                claim.setLong(2, now + lease.toMillis());
                claim.setArray(3, connection.createArrayOf("text", chosen.toArray()));
                return rows.all(claim);
            }
        });
    }

    @Override
    public Optional<Begun> rush(
            String dispatcher,
            ChannelName channel,
            @Nullable Ended before,
            long now,
            Duration lease,
            Function<Claimed, Optional<Content>> look) {
        return Transaction.in(source, "rushing a touchpoint", connection -> {
            if (claims.allowed(connection, channel, now) < 1) {
                return Optional.empty();
            }
            Rush rush = new Rush(connection, rows);
            Optional<Claimed> locked = rush.lock(channel, now);
            Optional<Content> content = locked.flatMap(look);
            if (content.isEmpty() || !rush.begin(locked.get(), dispatcher, now, lease)) {
                return Optional.empty();
            }
            claims.take(connection, channel);
            if (before != null) {
                new Settling(connection, before.claimed(), policy.get().zone(), before.at())
                        .settle(before.answer(), before.retryAt());
            }
            return Optional.of(new Begun(locked.get(), content.get()));
        });
    }

    @Override
    public boolean price(Claimed claimed, long micros) {
        return Transaction.in(
                source,
                "pricing a touchpoint",
                connection -> PriceOfMessage.set(
                        connection, claimed, micros, policy.get().zone()));
    }

    @Override
    public boolean begin(Claimed claimed, long now, Duration lease) {
        return begin(null, claimed, now, lease);
    }

    @Override
    public boolean begin(@Nullable Ended before, Claimed next, long now, Duration lease) {
        if (before != null && !(before.answer() instanceof Answer.Accepted)) {
            settle(before.claimed(), before.answer(), before.at(), before.retryAt());
            return begin(null, next, now, lease);
        }
        int half = (int) (Thread.currentThread().getId() % COMMITTING);
        return beginnings.get(half).ask(new Beginning(before, next, now, lease));
    }

    @Override
    public boolean settle(Claimed claimed, Answer answer, long now, long retryAt) {
        Transaction.Work<Boolean> work =
                connection -> new Settling(connection, claimed, policy.get().zone(), now).settle(answer, retryAt);
        return answer instanceof Answer.Accepted
                ? Transaction.ofOneStatement(source, "settling a touchpoint", work)
                : Transaction.in(source, "settling a touchpoint", work);
    }

    @Override
    public void keep(List<Kept> kept, long now) {
        if (kept.isEmpty()) {
            return;
        }
        Transaction.in(source, "keeping sandboxed messages", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    with message as (
                        select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                            as t (i, f, t, b, h)),
                    mine as (
                        update touchpoint set state = 'accepted', sandboxed = true, settled_at = send_at,
                               attempts = attempts + 1, lease_until = null
                        from message where id = i::uuid and fence = f and state = 'claimed' returning id, send_at)
                    insert into sandbox_message (touchpoint, kept_at, title, body, html)
                    select id, send_at, t, b, h from mine join message on id = i::uuid
                    """)) {
                insert.setArray(1, Rows.texts(connection, kept, one -> one.claimed()
                        .touchpoint()
                        .id()));
                insert.setArray(
                        2, Rows.numbers(connection, kept, one -> one.claimed().fence()));
                insert.setArray(
                        3, Rows.texts(connection, kept, one -> one.content().title()));
                insert.setArray(
                        4, Rows.texts(connection, kept, one -> one.content().text()));
                insert.setArray(
                        5, Rows.texts(connection, kept, one -> one.content().html()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean hold(Claimed claimed, long sendAt) {
        return Transaction.in(source, "holding a touchpoint", connection -> new Settling(
                        connection, claimed, policy.get().zone(), 0)
                .planAgain("held", sendAt, 0));
    }

    @Override
    public void giveBack(List<Claimed> claimed) {
        Transaction.ofOneStatement(source, "giving touchpoints back", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint t set state = 'planned', lease_until = null
                    from unnest(?::uuid[], ?::bigint[]) as g (id, fence)
                    where t.id = g.id and t.fence = g.fence and t.state = 'claimed'
                    """)) {
                update.setArray(1, Rows.texts(connection, claimed, one -> one.touchpoint()
                        .id()));
                update.setArray(2, Rows.numbers(connection, claimed, Claimed::fence));
                return update.executeUpdate();
            }
        });
    }

    @Override
    public boolean drop(Claimed claimed, Reason reason, String detail, long now) {
        return Transaction.in(source, "dropping a touchpoint", connection -> new Settling(
                        connection, claimed, policy.get().zone(), now)
                .drop(reason, detail));
    }

    @Override
    public int recover(long now) {
        return Transaction.in(source, "recovering expired leases", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with expired as (
                        update touchpoint set
                            settled_at = case state when 'sending' then instant(?) end,
                            detail = case state when 'sending' then 'the process died while sending' else detail end,
                            state = case when state <> 'sending' then 'planned'
                                         when taken_at is not null then 'accepted' else 'in_doubt' end,
                            fence = fence + 1, lease_until = null
                        where state in ('claimed', 'sending') and lease_until <= instant(?)
                        returning state)
                    select count(*) filter (where state = 'in_doubt') from expired
                    """)) {
                update.setLong(1, now);
                update.setLong(2, now);
                try (ResultSet row = update.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }
}
