package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Doubts;
import io.rekindle.engine.rule.book.Policy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Touchpoints in doubt in PostgreSQL. Whoever settles one first has settled it. */
public final class PostgresDoubts implements Doubts {

    /** Younger attempts may still be answered, or not yet be in their provider's lists. */
    private static final Duration YOUNGEST = Duration.ofMinutes(5);

    private static final Duration OLDEST = Duration.ofDays(7);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(10);

    private final DataSource source;
    private final ClaimedRows rows;

    public PostgresDoubts(DataSource source, Supplier<Policy> policy) {
        this.source = source;
        this.rows = new ClaimedRows(policy);
    }

    @Override
    public List<Doubt> toAsk(Set<ChannelName> channels, long now, int most) {
        return Transaction.in(source, "listing touchpoints in doubt", connection -> {
            try (PreparedStatement ask = connection.prepareStatement("""
                    with asked as (
                        update touchpoint set asked_at = instant(?)
                        where id in (
                            select id from touchpoint
                            where state = 'in_doubt' and taken_at is null and channel = any(?)
                              and begun_at between instant(?) and instant(?)
                              and (asked_at is null or asked_at <= instant(?))
                            order by asked_at nulls first, begun_at limit ? for update skip locked)
                        returning *)
                    select t.id::text as touchpoint, t.campaign, t.entry::text as entry, t.step, t.channel, t.template,
                           t.language as reads, millis(t.send_at) as send_at, millis(t.too_old_at) as too_old_at,
                           t.cost_micros, t.fence, t.attempts, f.history, '' as seen, c.personal, coalesce(t.provider, '') as by, millis(t.begun_at) as begun_at,
                           a.address, k.offer, k.code, millis(k.expires_at) as coupon_expires_at,
                    """ + Profiles.COLUMNS + """
                    from asked t
                    join customer c on c.id = t.customer_id
                    join facts f on f.customer_id = t.customer_id
                    left join lateral (
                        select p.address from contact_point p
                        where p.customer_id = t.customer_id and p.channel = t.channel
                          and t.address_hash = sha256(convert_to(p.address, 'UTF8'))) a on true
                    left join lateral (
                        select offer, code, expires_at from coupon k join touchpoint o on o.id = k.touchpoint
                        where o.entry = t.entry order by (k.touchpoint = t.id) desc, k.issued_at desc limit 1) k on true
                    order by t.begun_at
                    """)) {
                ask.setLong(1, now);
                ask.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                channels.stream().map(ChannelName::value).toArray()));
                ask.setLong(3, now - OLDEST.toMillis());
                ask.setLong(4, now - YOUNGEST.toMillis());
                ask.setLong(5, now - ASK_AGAIN.toMillis());
                ask.setInt(6, most);
                List<Doubt> doubts = new ArrayList<>();
                try (ResultSet row = ask.executeQuery()) {
                    while (row.next()) {
                        doubts.add(new Doubt(rows.read(row), row.getLong("begun_at"), row.getString("by")));
                    }
                }
                return doubts;
            }
        });
    }

    @Override
    public boolean taken(Doubt doubt, String providerId, long now) {
        return Transaction.in(source, "settling a touchpoint that was taken", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint t set
                        state = 'accepted', provider_id = ?, detail = 'found at the provider',
                        taken_at = coalesce(taken_at, instant(?)), settled_at = instant(?)
                    where id = ?::uuid and fence = ? and state = 'in_doubt' and not exists (
                        select 1 from touchpoint o where o.provider_id = ? and o.channel = t.channel and o.id <> t.id)
                    """)) {
                update.setString(1, providerId);
                update.setLong(2, now);
                update.setLong(3, now);
                update.setString(4, doubt.sent().touchpoint().id());
                update.setLong(5, doubt.sent().fence());
                update.setString(6, providerId);
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean notTaken(Doubt doubt, String why, long now) {
        return Transaction.in(source, "planning a touchpoint again", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update touchpoint set
                        state = 'planned', send_at = greatest(send_at, instant(?)), detail = ?, settled_at = null,
                        fence = fence + 1
                    where id = ?::uuid and fence = ? and state = 'in_doubt' and taken_at is null
                    """)) {
                update.setLong(1, now);
                update.setString(2, why);
                update.setString(3, doubt.sent().touchpoint().id());
                update.setLong(4, doubt.sent().fence());
                return update.executeUpdate() == 1;
            }
        });
    }
}
