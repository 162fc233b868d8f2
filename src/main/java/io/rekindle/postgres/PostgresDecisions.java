package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Decisions, read back. */
public final class PostgresDecisions {

    private static final String SELECT = """
            select d.id::text as id, c.ref, d.campaign, d.step, millis(d.at) as at, d.release, d.outcome, d.reason, d.detail,
                   d.body, millis(d.since) as since, d.profile, d.history
            from decision d join customer c on c.id = d.customer_id
            """;

    private final DataSource source;

    public PostgresDecisions(DataSource source) {
        this.source = source;
    }

    public Optional<StoredDecision> find(UUID id) {
        return Transaction.in(source, "reading a decision", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " where d.id = ?")) {
                select.setObject(1, id);
                return read(select).stream().findFirst();
            }
        });
    }

    /** A customer's decisions, newest first, from a place on. */
    public List<StoredDecision> ofCustomer(CustomerId customer, Place after, int most) {
        return Transaction.in(source, "reading decisions", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where c.ref = ? and d.at <= instant(?) and (d.at < instant(?) or d.id::text < ?)
                    order by d.at desc, d.id::text desc limit ?
                    """)) {
                select.setString(1, customer.value());
                select.setLong(2, after.at());
                select.setLong(3, after.at());
                select.setString(4, after.key());
                select.setInt(5, most);
                return read(select);
            }
        });
    }

    /** The newest decision of each of the kinds that a page shows as examples: sent, refused by policy, kept out. */
    public List<StoredDecision> examples() {
        return Transaction.in(source, "choosing examples", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where d.id in (
                        (select t.id from (
                            select x.id, x.at from decision x
                            join touchpoint p on p.entry = x.entry and p.step = x.step and p.state = 'accepted'
                            where x.outcome = 'send') t order by t.at desc, t.id limit 1)
                        union all
                        (select id from decision where outcome = 'refused'
                            and reason not in ('holdout', 'line_not_met', 'already_in') order by at desc, id limit 1)
                        union all
                        (select id from decision where reason = 'holdout' order by at desc, id limit 1)
                        union all
                        (select id from decision where reason = 'line_not_met' order by at desc, id limit 1))
                    order by case when d.outcome = 'send' then 1 when d.reason = 'holdout' then 3
                                  when d.reason = 'line_not_met' then 4 else 2 end
                    limit 3
                    """)) {
                return read(select);
            }
        });
    }

    /** The decision by which the customer entered, where one of a step of the same entry is given. */
    public Optional<StoredDecision> entering(StoredDecision ofStep) {
        return Transaction.in(source, "reading a decision", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where d.step = ''
                      and (d.customer_id, d.entry) = (select customer_id, entry from decision where id = ?::uuid)
                    """)) {
                select.setString(1, ofStep.id());
                return read(select).stream().findFirst();
            }
        });
    }

    private static List<StoredDecision> read(PreparedStatement select) throws SQLException {
        List<StoredDecision> decisions = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                decisions.add(new StoredDecision(
                        row.getString("id"),
                        row.getString("campaign"),
                        row.getString("step"),
                        row.getLong("at"),
                        row.getString("release"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getString("detail"),
                        row.getString("body"),
                        row.getLong("since"),
                        profile(row.getString("ref"), row.getString("profile")),
                        History.fromBytes(row.getBytes("history"))));
            }
        }
        return decisions;
    }

    /** The profile as it was then, not as it is now. */
    private static Profile profile(String ref, String json) {
        var stored = EventRows.JSON.readTree(json);
        Set<ChannelName> reachable = new HashSet<>();
        stored.required("reachable").forEach(channel -> reachable.add(new ChannelName(channel.asString())));
        return new Profile(
                new CustomerId(ref),
                ZoneId.of(stored.required("zone").asString()),
                stored.required("language").asString(),
                reachable);
    }
}
