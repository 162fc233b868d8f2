package io.rekindle.postgres;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Reads customers with their facts: one of them, or everybody through a cursor. */
public final class PostgresCustomers {

    private static final int ROWS_AT_A_TIME = 1000;
    private static final String SELECT = "select d.lifecycle, f.history, " + Profiles.COLUMNS + """
            from customer c join facts f on f.customer_id = c.id join due d on d.customer_id = c.id
            """;

    private final DataSource source;
    private final Supplier<Policy> policy;

    public PostgresCustomers(DataSource source, Supplier<Policy> policy) {
        this.source = source;
        this.policy = policy;
    }

    /**
     * A customer as stored.
     *
     * @param lifecycle the state at the last evaluation, or empty
     */
    public record Known(Profile profile, History history, String lifecycle) {}

    public Optional<Known> find(CustomerId customer) {
        return Transaction.in(source, "reading a customer", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " where c.ref = ?")) {
                select.setString(1, customer.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        });
    }

    /** The customer's personal traits, for templates only; empty for nobody. */
    public Map<String, Object> personal(CustomerId customer) {
        return Transaction.in(source, "reading personal traits", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select personal from customer where ref = ?")) {
                select.setString(1, customer.value());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? PostgresOutbox.personal(row.getString(1)) : Map.of();
                }
            }
        });
    }

    /** How many customers there are. */
    public long count() {
        return Transaction.in(source, "counting customers", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from facts");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Shows every customer once, in no order, as of one moment; memory does not grow with their number. */
    public void forEach(Consumer<Known> consumer) {
        Transaction.in(source, "reading all customers", connection -> {
            forEach(connection, consumer);
            return true;
        });
    }

    private void forEach(Connection connection, Consumer<Known> consumer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    consumer.accept(read(row));
                }
            }
        }
    }

    private Known read(ResultSet row) throws SQLException {
        String lifecycle = row.getString("lifecycle");
        return new Known(
                Profiles.read(row, policy.get()),
                History.fromBytes(row.getBytes("history")),
                lifecycle == null ? "" : lifecycle);
    }
}
