package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.MessagePrices;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import io.rekindle.engine.sweep.Review;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The customers that are due: claimed with {@code for update skip locked}, so that sweeps divide them without talking. */
public final class PostgresDueCustomers implements DueCustomers {

    private static final String LOCK = """
            select customer_id, millis(due_at) as due_at, millis(evaluated_at) as evaluated_at,
                   millis(changed_from) as changed_from, activation
            """;

    private final DataSource source;
    private final Function<RuleBook, MessagePrices> prices;
    private final @Nullable List<CustomerId> only;

    /**
     * @param prices of the messages of a book
     */
    public PostgresDueCustomers(DataSource source, Function<RuleBook, MessagePrices> prices) {
        this(source, prices, null);
    }

    private PostgresDueCustomers(
            DataSource source, Function<RuleBook, MessagePrices> prices, @Nullable List<CustomerId> only) {
        this.source = source;
        this.prices = prices;
        this.only = only;
    }

    /** Those of them who are due: ahead of everybody who has waited longer. */
    public DueCustomers only(Collection<CustomerId> customers) {
        return new PostgresDueCustomers(source, prices, List.copyOf(customers));
    }

    @Override
    public Batch take(Release release, Place after, long until, int most) {
        Policy policy = release.book().policy();
        try {
            Connection connection = source.getConnection();
            boolean taken = false;
            try {
                connection.setAutoCommit(false);
                // Before any row is locked, as everybody does it who stores events: so nobody waits for the other in a
                // ring.
                Live live = Live.hold(connection);
                List<Locked> locked = lock(connection, after, until, most);
                List<DueCustomer> customers = List.of();
                if (!locked.isEmpty()) {
                    live.check(release);
                    customers = read(connection, locked, live, policy);
                }
                Batch batch = new PostgresBatch(connection, prices.apply(release.book()), live.activation(), customers);
                taken = true;
                return batch;
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (SQLException failure) {
            throw PostgresBatch.failed("taking due customers", failure);
        }
    }

    @Override
    public @Nullable Review review(Release release, long until) {
        if (only != null) {
            return null;
        }
        try {
            Connection connection = source.getConnection();
            Review review = null;
            try {
                connection.setAutoCommit(false);
                Live live = Live.hold(connection);
                if (live.reviewing() && live.reviewAt() <= until) {
                    live.check(release);
                    review =
                            PostgresReview.take(connection, live, release.book().policy(), until);
                }
                return review;
            } finally {
                if (review == null) {
                    Transaction.end(connection, "ending a review");
                }
            }
        } catch (SQLException failure) {
            throw PostgresBatch.failed("taking customers to review", failure);
        }
    }

    /**
     * Locks the customers first and reads them then. One statement for both could lock the row that an event has just
     * changed, and show the history as it was before. The limit stands in the text: a plan for any limit would sort everybody who is
     * due; and so would an order by the column's value as it is selected, which has the same name.
     */
    private List<Locked> lock(Connection connection, Place after, long until, int most) throws SQLException {
        List<Locked> customers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LOCK
                + " from due where due_at <= instant(?)"
                + (after.equals(Place.START) ? "" : " and (due_at, customer_id) > (instant(?), ?)")
                + (only == null ? "" : " and customer_id = any(array(select id from customer where ref = any(?)))")
                + " order by due.due_at, due.customer_id limit " + most + " for update skip locked")) {
            int next = 1;
            select.setLong(next++, until);
            if (!after.equals(Place.START)) {
                select.setLong(next++, after.dueAt());
                select.setLong(next++, after.row());
            }
            if (only != null) {
                select.setArray(next, Rows.texts(connection, only, CustomerId::value));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    customers.add(new Locked(
                            row.getLong("customer_id"),
                            Rows.instant(row, "due_at", History.NEVER),
                            Rows.instant(row, "evaluated_at", Long.MIN_VALUE),
                            Rows.instant(row, "changed_from", History.NEVER),
                            row.getLong("activation")));
                }
            }
        }
        return customers;
    }

    private static List<DueCustomer> read(Connection connection, List<Locked> locked, Live live, Policy policy)
            throws SQLException {
        Map<Long, CustomerRows> rows =
                CustomerRows.read(connection, locked.stream().map(Locked::row).toList(), policy);
        List<DueCustomer> customers = new ArrayList<>();
        // In the order of falling due; one that has no facts yet has nothing to be evaluated on.
        for (Locked due : locked) {
            CustomerRows row = rows.get(due.row());
            if (row != null) {
                customers.add(new DueCustomer(
                        due.row(),
                        row.profile(),
                        row.history(),
                        live.dueAt(due.dueAt(), due.evaluatedAt(), due.under()),
                        due.evaluatedAt(),
                        due.changedFrom()));
            }
        }
        return customers;
    }

    /** A row of the work list, as it stands once it is locked; instants in epoch milliseconds. */
    private record Locked(long row, long dueAt, long evaluatedAt, long changedFrom, long under) {}
}
