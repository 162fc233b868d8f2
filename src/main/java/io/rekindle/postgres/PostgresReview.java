package io.rekindle.postgres;

import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.Review;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A range of customers under review, in one transaction: whoever else reviews passes over it. */
final class PostgresReview implements Review {

    /** Of a range; about as many customers as in a batch of a sweep. */
    private static final int WIDTH = 1000;

    private final Connection connection;
    private final Live live;
    private final List<Candidate> candidates;

    private PostgresReview(Connection connection, Live live, List<Candidate> candidates) {
        this.connection = connection;
        this.live = live;
        this.candidates = List.copyOf(candidates);
    }

    /** From now on everybody is to be reviewed. */
    static void begin(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from review")) {
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into review (first_id, last_id)
                select first, first + ? - 1
                from (select min(customer_id) as low, max(customer_id) as high from due) ids,
                     generate_series(low, high, ?) as first
                """)) {
            insert.setInt(1, WIDTH);
            insert.setInt(2, WIDTH);
            insert.executeUpdate();
        }
    }

    /** How many customers are still to be reviewed, at most. */
    static long waiting(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select coalesce(sum(last_id - first_id + 1), 0) from review");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Takes the next range; null if there is none. The connection is the review's from then on. */
    static @Nullable PostgresReview take(Connection connection, Live live, Policy policy, long until)
            throws SQLException {
        try (PreparedStatement take = connection.prepareStatement("""
                delete from review where first_id =
                    (select first_id from review order by first_id limit 1 for update skip locked)
                returning first_id, last_id
                """);
                ResultSet range = take.executeQuery()) {
            return range.next()
                    ? new PostgresReview(
                            connection, live, read(connection, live, policy, range.getLong(1), range.getLong(2), until))
                    : null;
        }
    }

    private static List<Candidate> read(
            Connection connection, Live live, Policy policy, long first, long last, long until) throws SQLException {
        List<Asked> asked = asked(connection, live, first, last, until);
        Map<Long, CustomerRows> rows =
                CustomerRows.read(connection, asked.stream().map(Asked::row).toList(), policy);
        List<Candidate> candidates = new ArrayList<>();
        for (Asked one : asked) {
            CustomerRows row = rows.get(one.row);
            if (row != null) {
                DueCustomer customer = new DueCustomer(
                        one.row,
                        row.profile(),
                        row.history(),
                        Math.max(live.reviewAt(), one.evaluatedAt),
                        one.evaluatedAt,
                        one.changedFrom);
                candidates.add(new Candidate(customer, one.dueAt));
            }
        }
        return candidates;
    }

    /** Who was evaluated under another release, and is not due until then. */
    private static List<Asked> asked(Connection connection, Live live, long first, long last, long until)
            throws SQLException {
        List<Asked> asked = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select customer_id, millis(due_at) as due_at, millis(evaluated_at) as evaluated_at,
                       millis(changed_from) as changed_from
                from due
                where customer_id between ? and ? and activation is distinct from ? and evaluated_at is not null
                  and (due.due_at is null or due.due_at > instant(?))
                """)) {
            select.setLong(1, first);
            select.setLong(2, last);
            select.setLong(3, live.activation());
            select.setLong(4, until);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    asked.add(new Asked(
                            row.getLong("customer_id"),
                            Rows.instant(row, "due_at", History.NEVER),
                            row.getLong("evaluated_at"),
                            Rows.instant(row, "changed_from", History.NEVER)));
                }
            }
        }
        return asked;
    }

    /** A row of the work list; instants in epoch milliseconds. */
    private record Asked(long row, long dueAt, long evaluatedAt, long changedFrom) {}

    @Override
    public List<Candidate> candidates() {
        return candidates;
    }

    @Override
    public void write(List<FallsDue> sooner) {
        try {
            if (!sooner.isEmpty()) {
                update(sooner);
            }
            connection.commit();
        } catch (SQLException failure) {
            throw PostgresBatch.failed("writing a review", failure);
        }
    }

    private void update(List<FallsDue> sooner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update due set due_at = least(due_at, instant(n))
                from unnest((select ?::bigint[]), (select ?::bigint[])) as t (c, n)
                where customer_id = c and activation is distinct from ?
                """)) {
            update.setArray(1, Rows.numbers(connection, sooner, FallsDue::row));
            update.setArray(2, Rows.instants(connection, sooner, FallsDue::at));
            update.setLong(3, live.activation());
            update.executeUpdate();
        }
    }

    @Override
    public void close() {
        Transaction.end(connection, "ending a review");
    }
}
