package io.rekindle.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Visits of readers until it is known whether they were a person's. */
public final class ReaderVisits {

    private final DataSource source;

    public ReaderVisits(DataSource source) {
        this.source = source;
    }

    /**
     * A visit.
     *
     * @param kind {@code opened} or {@code clicked}
     * @param sign what gave a machine away
     * @param at epoch milliseconds, as the other instants
     * @param settled whether it was judged already
     */
    public record Row(String touchpoint, String kind, int link, String sign, long at, boolean settled) {}

    /** When the message was handed over, or 0 where that is not known yet; empty where there is no such message any more. */
    public OptionalLong sentAt(String touchpoint) {
        return Transaction.in(source, "finding a message", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select millis(settled_at) as at from touchpoint where id = ?::uuid")) {
                select.setString(1, touchpoint);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? OptionalLong.of(Rows.instant(row, "at", 0)) : OptionalLong.empty();
                }
            }
        });
    }

    /** Keeps a visit; nothing where its message is gone. */
    public void add(Row visit) {
        Transaction.in(source, "keeping a visit", connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into reader_visit (touchpoint, kind, link, sign, at)
                    select id, ?, ?, ?, instant(?) from touchpoint where id = ?::uuid
                    on conflict (touchpoint, kind, link, sign) do update set at = excluded.at, settled = false
                    where reader_visit.settled
                    """)) {
                insert.setString(1, visit.kind());
                insert.setInt(2, visit.link());
                insert.setString(3, visit.sign());
                insert.setLong(4, visit.at());
                insert.setString(5, visit.touchpoint());
                return insert.executeUpdate();
            }
        });
    }

    /** All visits of messages of which one waits to be judged since the instant or longer, by message. */
    public List<Row> toJudge(long until, int mostMessages) {
        return Transaction.in(source, "reading visits", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select touchpoint::text, kind, link, sign, millis(at) as at, settled from reader_visit
                    where touchpoint in (
                        select touchpoint from reader_visit where not settled and at <= instant(?) order by at limit ?)
                    order by touchpoint, at
                    """)) {
                select.setLong(1, until);
                select.setInt(2, mostMessages);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(new Row(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getBoolean(6)));
                    }
                }
                return rows;
            }
        });
    }

    /** Notes that a visit was judged. */
    public void settle(Row visit) {
        Transaction.in(source, "settling a visit", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update reader_visit set settled = true
                    where touchpoint = ?::uuid and kind = ? and link = ? and sign = ? and at = instant(?)
                    """)) {
                update.setString(1, visit.touchpoint());
                update.setString(2, visit.kind());
                update.setInt(3, visit.link());
                update.setString(4, visit.sign());
                update.setLong(5, visit.at());
                return update.executeUpdate();
            }
        });
    }

    /** Forgets judged visits before the instant; returns whether any wait still. */
    public boolean forget(long before) {
        return Transaction.in(source, "forgetting visits", connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from reader_visit where settled and at < instant(?)")) {
                delete.setLong(1, before);
                delete.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(
                            "select exists (select 1 from reader_visit where not settled)");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }
}
