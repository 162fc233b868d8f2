package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What happened to a customer and what was decided of them, merged, newest first. */
public final class PostgresTimeline {

    /** Properties that could say who somebody is: shown only as being there. */
    private static final Set<String> PERSONAL =
            Set.of("email", "phone", "address", "first_name", "last_name", "username", "push", "avatar", "traits");

    private final DataSource source;

    public PostgresTimeline(DataSource source) {
        this.source = source;
    }

    /**
     * One thing on the timeline.
     *
     * @param kind {@code event}, {@code transition}, {@code decision} or {@code touchpoint}
     * @param what the event's name, the state come to, or the campaign
     * @param details what else is known, by its name
     */
    public record Item(Place place, String kind, String id, String what, Map<String, Object> details) {}

    /** The items after a place, newest first. What a decision did to the facts stands as the decision, not as an event. */
    public List<Item> of(CustomerId customer, Place after, int most) {
        return Transaction.in(source, "reading a timeline", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    with who as (select id from customer where ref = ?),
                         place as (select instant(?) as at, ?::text as key)
                    select * from (
                        (select millis(e.occurred_at) as at,
                                case when e.name = 'Lifecycle Changed' then 'transition' else 'event' end as kind,
                                e.message_id as id, 'event/' || e.message_id as key, e.name as what,
                                e.properties as details
                         from event e, who, place
                         where e.customer_id = who.id and e.name not in ('Campaign Entered', 'Step Decided')
                           and e.occurred_at <= place.at
                           and (e.occurred_at < place.at or 'event/' || e.message_id < place.key)
                         order by e.occurred_at desc, e.message_id desc limit ?)
                        union all
                        (select millis(d.at), 'decision', d.id::text, 'decision/' || d.id, d.campaign,
                                jsonb_build_object('step', nullif(d.step, ''), 'outcome', d.outcome, 'reason', d.reason,
                                                   'detail', nullif(d.detail, ''), 'release', d.release)
                         from decision d, who, place
                         where d.customer_id = who.id and d.at <= place.at
                           and (d.at < place.at or 'decision/' || d.id < place.key)
                         order by d.at desc, d.id::text desc limit ?)
                        union all
                        (select millis(t.send_at), 'touchpoint', t.id::text, 'touchpoint/' || t.id, t.campaign,
                                jsonb_build_object('step', t.step, 'channel', t.channel, 'template', t.template,
                                                   'state', t.state, 'reason', t.reason, 'detail', t.detail,
                                                   'coupon', t.coupon, 'sandboxed', nullif(t.sandboxed, false))
                         from touchpoint t, who, place
                         where t.customer_id = who.id and t.send_at <= place.at
                           and (t.send_at < place.at or 'touchpoint/' || t.id < place.key)
                         order by t.send_at desc, t.id::text desc limit ?)) items
                    order by at desc, key desc limit ?
                    """)) {
                select.setString(1, customer.value());
                select.setLong(2, after.at());
                select.setString(3, after.key());
                for (int index = 4; index <= 7; index++) {
                    select.setInt(index, most);
                }
                return read(select);
            }
        });
    }

    private static List<Item> read(PreparedStatement select) throws SQLException {
        List<Item> items = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String kind = row.getString("kind");
                Map<String, Object> details = details(row.getString("details"));
                Object to = details.get("to");
                String what = kind.equals("transition") && to != null ? to.toString() : row.getString("what");
                items.add(new Item(
                        new Place(row.getLong("at"), row.getString("key")), kind, row.getString("id"), what, details));
            }
        }
        return items;
    }

    private static Map<String, Object> details(@Nullable String json) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (json != null) {
            EventRows.JSON.readTree(json).properties().forEach(one -> {
                if (!one.getValue().isNull()) {
                    Object value = EventRows.JSON.treeToValue(one.getValue(), Object.class);
                    details.put(one.getKey(), PERSONAL.contains(one.getKey()) ? "****" : value);
                }
            });
        }
        return details;
    }
}
