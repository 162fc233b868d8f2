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

    static final int ROWS_AT_A_TIME = 1000;
    static final String SELECT = "select d.lifecycle, f.history, " + Profiles.COLUMNS + """
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
                    return row.next() ? ClaimedRows.personal(row.getString(1)) : Map.of();
                }
            }
        });
    }

    /** How many customers there are. */
    public long count() {
        return Transaction.in(source, "counting customers", PostgresCustomers::count);
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

    /**
     * Shows some customers drawn at random, none twice, and tells how many there are.
     *
     * @param seed the same seed draws the same customers
     * @param most so many are drawn; everybody where there are no more
     */
    public long draw(long seed, int most, Consumer<Known> consumer) {
        return Transaction.in(source, "drawing customers", connection -> {
            long all = count(connection);
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    join (select customer_id from due order by hashint8extended(customer_id, ?), customer_id limit ?) drawn
                    on drawn.customer_id = c.id
                    """)) {
                select.setLong(1, seed);
                select.setInt(2, most);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        consumer.accept(read(row));
                    }
                }
            }
            return all;
        });
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from due");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Known read(ResultSet row) throws SQLException {
        String lifecycle = row.getString("lifecycle");
        return new Known(
                Profiles.read(row, policy.get()),
                History.fromBytes(row.getBytes("history")),
                lifecycle == null ? "" : lifecycle);
    }
}
