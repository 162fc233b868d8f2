package io.rekindle.postgres;

import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The rule books that were live: kept whole, so that a decision can be replayed under the one that made it. */
public final class PostgresReleases {

    private static final long MICROS_PER_MINOR = 10_000;

    private final DataSource source;

    public PostgresReleases(DataSource source) {
        this.source = source;
    }

    /**
     * Makes the book the live one: its files are kept and its limits set. Where the live book was another, everybody is to be
     * asked again, for any answer may have changed; this alone touches nobody's row.
     *
     * @param now epoch milliseconds
     * @return whether another book was live before
     */
    public boolean activate(RuleBook book, long now) {
        return Transaction.in(source, "activating a release", connection -> {
            if (live(connection).equals(Optional.of(book.version()))) {
                return false;
            }
            Live.replace(connection);
            Optional<String> before = live(connection);
            if (before.equals(Optional.of(book.version()))) {
                return false;
            }
            boolean changed = before.isPresent();
            insert(connection, book, now, changed ? now : History.NEVER);
            setStocks(connection, book);
            setBudgets(connection, book);
            setMonths(connection, book.policy(), now);
            if (changed) {
                PostgresReview.begin(connection);
            }
            return changed;
        });
    }

    /** The version of the live release, or empty before the first. */
    public Optional<String> live() {
        return Transaction.in(source, "looking up the live release", PostgresReleases::live);
    }

    /** At most so many customers of whom nobody has asked yet whether the live release makes them due. */
    public long customersToReview() {
        return Transaction.in(source, "counting whom to review", PostgresReview::waiting);
    }

    /** The files of a release, or empty if no such release was ever live. */
    public Optional<Map<String, String>> files(String version) {
        return Transaction.in(source, "reading a release", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select files from release where version = ?")) {
                select.setString(1, version);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    private static Map<String, String> read(String json) {
        Map<String, String> files = new HashMap<>();
        EventRows.JSON
                .readTree(json)
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
        return files;
    }

    static Optional<String> live(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select version from release order by activation desc limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static void insert(Connection connection, RuleBook book, long now, long reviewAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into release (version, files, activated_at, review_at) values (?, ?::jsonb, instant(?), instant(?))
                on conflict (version) do update set activated_at = excluded.activated_at, activation = excluded.activation,
                       review_at = excluded.review_at
                """)) {
            insert.setString(1, book.version());
            insert.setString(2, EventRows.json(book.files()));
            insert.setLong(3, now);
            Rows.setInstant(insert, 4, reviewAt);
            insert.executeUpdate();
        }
    }

    private static void setStocks(Connection connection, RuleBook book) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into offer (code, stock) values (?, ?)
                on conflict (code) do update set stock = excluded.stock where offer.stock <> excluded.stock
                """)) {
            for (var offer : book.offers().values()) {
                insert.setString(1, offer.code());
                insert.setLong(2, offer.stock());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The month that runs, and any after it that is open already, go by the new book. */
    private static void setMonths(Connection connection, Policy policy, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update budget set limit_micros = ? where scope like 'month:%' and scope >= ?")) {
            PostgresReservations.setMonthLimit(update, 1, policy);
            update.setString(2, PostgresReservations.month(policy, now));
            update.executeUpdate();
        }
    }

    private static void setBudgets(Connection connection, RuleBook book) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into budget (scope, limit_micros) values (?, ?)
                on conflict (scope) do update set limit_micros = excluded.limit_micros
                """)) {
            for (Campaign campaign : book.campaigns()) {
                Long budget = campaign.budget();
                insert.setString(1, "campaign:" + campaign.name());
                if (budget == null) {
                    insert.setNull(2, Types.BIGINT);
                } else {
                    insert.setLong(2, budget * MICROS_PER_MINOR);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
