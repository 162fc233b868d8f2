package io.rekindle.postgres;

import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.ReleaseReplacedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The live release, as the rows of customers are to be read under it. Who was last evaluated under another is told by the review
 * (engine.sweep.Review) whether that changes anything; until everybody has been reviewed, such a customer counts as due at the
 * release's first instant, though the row does not say so.
 *
 * @param version null before the first
 * @param activation one for each time that a release went live
 * @param reviewAt as of when everybody is asked again under it, epoch milliseconds; {@link History#NEVER} where nobody was
 *     evaluated under another
 * @param reviewing whether somebody is still to be reviewed
 */
record Live(@Nullable String version, long activation, long reviewAt, boolean reviewing) {

    /** As SQL: keeps the live release what it is until the transaction ends; shared by all who ask. */
    static final String HOLD = "pg_advisory_xact_lock_shared(hashtext('rekindle live release'))";

    /** The live release's row, under the name {@code live}, for a {@code from} clause. */
    static final String ROW = """
            (select version, activation, millis(review_at) as review_at, exists (select 1 from review) as reviewing
             from release order by release.activation desc limit 1) live
            """;

    private static final Live NOTHING = new Live(null, 0, History.NEVER, false);

    /**
     * Reads it, and keeps it what it is until the transaction ends; for a transaction that decides, whose commit does not wait for the
     * disk ({@link Transaction#NOT_AWAITED}).
     */
    static Live hold(Connection connection) throws SQLException {
        // Two statements there and back once: a single one could wait for the lock and then show what was live before.
        try (PreparedStatement select = connection.prepareStatement(
                "select " + HOLD + ", " + Transaction.NOT_AWAITED + "; select live.* from " + ROW)) {
            select.execute();
            select.getMoreResults();
            try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
                return row.next() ? read(row) : NOTHING;
            }
        }
    }

    /** From a row with the columns of {@link #ROW}. */
    static Live read(ResultSet row) throws SQLException {
        String version = row.getString("version");
        return version == null
                ? NOTHING
                : new Live(
                        version,
                        row.getLong("activation"),
                        Rows.instant(row, "review_at", History.NEVER),
                        row.getBoolean("reviewing"));
    }

    /** Waits for all who hold it, and lets nobody else until the transaction ends. */
    static void replace(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('rekindle live release'))")) {
            lock.execute();
        }
    }

    /**
     * Asks that this is the live release, so that nobody is evaluated under another.
     *
     * @throws ReleaseReplacedException where it is not
     */
    void check(Release release) {
        if (version != null && !version.equals(release.version())) {
            throw new ReleaseReplacedException(release.version(), version);
        }
    }

    /**
     * When a customer is due.
     *
     * @param dueAt as the row says, epoch milliseconds; {@link History#NEVER} for not by time alone
     * @param evaluatedAt epoch milliseconds; {@code Long.MIN_VALUE} for never
     * @param under the activation under which the customer was last evaluated
     */
    long dueAt(long dueAt, long evaluatedAt, long under) {
        return reviewing && concerns(evaluatedAt, under) ? Math.min(dueAt, Math.max(reviewAt, evaluatedAt)) : dueAt;
    }

    /**
     * Up to when everything that time and events brought has been dealt with, epoch milliseconds; {@code Long.MIN_VALUE} for never:
     * the last evaluation, or this release's first instant, if nothing was to be done by then.
     *
     * @param now epoch milliseconds
     */
    long settledUntil(long dueAt, long evaluatedAt, long under, long now) {
        boolean nothingWaited = dueAt >= reviewAt && reviewAt <= now;
        return concerns(evaluatedAt, under) && nothingWaited ? Math.max(reviewAt, evaluatedAt) : evaluatedAt;
    }

    private boolean concerns(long evaluatedAt, long under) {
        return evaluatedAt != Long.MIN_VALUE && under != activation && reviewAt != History.NEVER;
    }
}
