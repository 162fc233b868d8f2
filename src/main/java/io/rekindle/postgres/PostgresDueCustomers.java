package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.sweep.DueCustomer;
import io.rekindle.engine.sweep.DueCustomers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The customers that are due: claimed with {@code for update skip locked}, so that sweeps divide them without talking. */
public final class PostgresDueCustomers implements DueCustomers {

    private final DataSource source;
    private final Supplier<Policy> policy;
    private final @Nullable CustomerId only;

    /**
     * @param policy of the live release: whose zone a customer without one lives in
     */
    public PostgresDueCustomers(DataSource source, Supplier<Policy> policy) {
        this(source, policy, null);
    }

    private PostgresDueCustomers(DataSource source, Supplier<Policy> policy, @Nullable CustomerId only) {
        this.source = source;
        this.policy = policy;
        this.only = only;
    }

    /** One of them, if due: ahead of everybody who has waited longer. */
    public DueCustomers only(CustomerId customer) {
        return new PostgresDueCustomers(source, policy, customer);
    }

    @Override
    public Batch take(long until, int most) {
        try {
            Connection connection = source.getConnection();
            boolean taken = false;
            try {
                connection.setAutoCommit(false);
                Batch batch = new PostgresBatch(connection, policy.get(), read(connection, until, most));
                taken = true;
                return batch;
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
        } catch (SQLException failure) {
            throw new StoreException("taking due customers", failure);
        }
    }

    private List<DueCustomer> read(Connection connection, long until, int most) throws SQLException {
        List<DueCustomer> customers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                """
                with taken as (
                    select customer_id, due_at, evaluated_at, changed_from from due
                    where due_at <= instant(?)
                """ + (only == null ? "" : " and customer_id = (select id from customer where ref = ?) ") + """
                    order by due_at, customer_id limit ? for update skip locked)
                select c.id, f.history, millis(t.due_at) as due_at, millis(t.evaluated_at) as evaluated_at,
                       millis(t.changed_from) as changed_from,
                """
                        + Profiles.COLUMNS + """
                from taken t join customer c on c.id = t.customer_id join facts f on f.customer_id = t.customer_id
                order by t.due_at, c.id
                """)) {
            int next = 1;
            select.setLong(next++, until);
            if (only != null) {
                select.setString(next++, only.value());
            }
            select.setInt(next, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    customers.add(new DueCustomer(
                            row.getLong("id"),
                            Profiles.read(row, policy.get()),
                            History.fromBytes(row.getBytes("history")),
                            Rows.instant(row, "due_at", History.NEVER),
                            Rows.instant(row, "evaluated_at", Long.MIN_VALUE),
                            Rows.instant(row, "changed_from", History.NEVER)));
                }
            }
        }
        return customers;
    }
}
