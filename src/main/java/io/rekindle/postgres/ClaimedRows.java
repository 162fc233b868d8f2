package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Claimed;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Touchpoints that are taken up, with all that is needed to check, render and send them, as rows. */
record ClaimedRows(Supplier<Policy> policy) {

    /** Reads those of a table expression {@code taken} with the columns of touchpoint. */
    static final String OF_TAKEN = """
            select t.id::text as touchpoint, t.campaign, t.entry::text as entry, t.step, t.channel, t.template,
                   t.language as reads, millis(t.send_at) as send_at, millis(t.too_old_at) as too_old_at,
                   t.cost_micros, t.fence, t.attempts, f.history,
                   encode(sha256(f.history), 'hex') as seen, c.personal,
                   a.address, k.offer, k.code, millis(k.expires_at) as coupon_expires_at,
            """ + Profiles.COLUMNS + """
            from taken t
            join customer c on c.id = t.customer_id
            join facts f on f.customer_id = t.customer_id
            left join lateral (
                select p.address from contact_point p
                where p.customer_id = t.customer_id and p.channel = t.channel and p.usable
                  and not exists (select 1 from suppression s where s.channel = p.channel
                                  and s.address_hash = sha256(convert_to(p.address, 'UTF8')))
                order by p.address limit 1) a on true
            left join lateral (
                select offer, code, expires_at from coupon k join touchpoint o on o.id = k.touchpoint
                where o.entry = t.entry order by (k.touchpoint = t.id) desc, k.issued_at desc limit 1) k on true
            """;

    List<Claimed> all(PreparedStatement select) throws SQLException {
        List<Claimed> claimed = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                claimed.add(read(row));
            }
        }
        return claimed;
    }

    Claimed read(ResultSet row) throws SQLException {
        ChannelName channel = new ChannelName(row.getString("channel"));
        String address = row.getString("address");
        Touchpoint touchpoint = new Touchpoint(
                row.getString("touchpoint"),
                new CustomerId(row.getString("ref")),
                row.getString("campaign"),
                row.getString("entry"),
                row.getString("step"),
                channel,
                row.getString("template"),
                row.getString("reads"),
                row.getString("code"),
                row.getLong("send_at"),
                row.getLong("too_old_at"),
                row.getLong("cost_micros"));
        return new Claimed(
                touchpoint,
                row.getLong("fence"),
                row.getInt("attempts"),
                Profiles.read(row, policy.get()),
                History.fromBytes(row.getBytes("history")),
                row.getString("seen"),
                address == null ? null : new ContactPoint(channel, address),
                personal(row.getString("personal")),
                row.getString("offer"),
                row.getString("code"),
                Rows.instant(row, "coupon_expires_at", 0));
    }

    static Map<String, Object> personal(String json) {
        Map<String, Object> traits = new HashMap<>();
        EventRows.JSON
                .readTree(json)
                .properties()
                .forEach(trait -> traits.put(trait.getKey(), trait.getValue().asString()));
        return traits;
    }
}
