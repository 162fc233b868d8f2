package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Counts of what campaigns did, for an overview. Each reads its table once. */
public final class PostgresOverview {

    private final DataSource source;

    public PostgresOverview(DataSource source) {
        this.source = source;
    }

    /** Entries of one campaign; {@code running} are those not ended yet. */
    public record Entries(String campaign, long treated, long holdout, long running) {}

    /** Messages of one campaign by one channel; the others of {@code all} wait, are in doubt, or were refused. */
    public record Messages(String campaign, String channel, long all, long accepted, long opened, long clicked) {}

    /** Coupons of one campaign. */
    public record Issued(String campaign, long issued, long redeemed) {}

    /** How many of a campaign's entries reached its goal in time. */
    public record Goals(long treatedReached, long holdoutReached) {}

    /**
     * Why messages did not go.
     *
     * @param stage {@code entry} where a customer was not let in, {@code step} where a message was refused, {@code send}
     *     where one was dropped at the moment of sending or refused by its provider
     */
    public record Refused(String stage, String reason, long count, long customers) {}

    public List<Entries> entries() {
        return list("""
                select campaign, count(*) filter (where not holdout), count(*) filter (where holdout),
                       count(*) filter (where ended_at is null)
                from entry group by campaign
                """, row -> new Entries(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    public List<Messages> messages() {
        return list(
                """
                with seen as (
                    select properties ->> 'touchpoint' as id, bool_or(name = 'Message Clicked') as clicked
                    from event where name in ('Message Opened', 'Message Clicked') group by 1)
                select t.campaign, t.channel, count(*), count(*) filter (where t.state = 'accepted'), count(s.id),
                       count(*) filter (where s.clicked)
                from touchpoint t left join seen s on s.id = t.id::text
                group by 1, 2 order by 1, 2
                """,
                row -> new Messages(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)));
    }

    public List<Issued> coupons() {
        return list(
                "select campaign, count(*), count(redeemed_at) from coupon group by campaign",
                row -> new Issued(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    /**
     * Who reached a campaign's goal: entries after which the event of that key happened within so many milliseconds. Holdout
     * and treated are counted alike, whether a message left or not.
     */
    public Goals goals(String campaign, String event, long withinMillis) {
        return Transaction.in(source, "counting goals", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select count(*) filter (where not holdout), count(*) filter (where holdout)
                    from entry n
                    where campaign = ? and exists (
                        select 1 from event e
                        where e.customer_id = n.customer_id and e.occurred_at > n.entered_at
                          and e.occurred_at <= n.entered_at + make_interval(secs => ? / 1000.0)
                          and replace(lower(e.name), ' ', '_') = ?)
                    """)) {
                select.setString(1, campaign);
                select.setLong(2, withinMillis);
                select.setString(3, event);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return new Goals(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    public List<Refused> refused() {
        return list("""
                select case when step = '' then 'entry' else 'step' end as stage, coalesce(reason, outcome) as why,
                       count(*), count(distinct customer_id)
                from decision where outcome in ('refused', 'skipped') group by 1, 2
                union all
                select 'send', coalesce(reason, state), count(*), count(distinct customer_id)
                from touchpoint where state in ('dropped', 'rejected', 'in_doubt', 'given_up') group by 1, 2
                order by 3 desc, 1, 2
                """, row -> new Refused(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String query, Reader<T> reader) {
        return Transaction.in(source, "counting for the overview", connection -> list(connection, query, reader));
    }

    private static <T> List<T> list(Connection connection, String query, Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }
}
