package io.rekindle.postgres;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What is evaluated of a customer, read for many at once. */
record CustomerRows(Profile profile, History history) {

    /**
     * A statement a table, all of them there and back at once: each walks its index once, where a join would go down three indexes for
     * each customer. The numbers stand in a {@code select} of their own for the reason told at {@link PostgresBatch}.
     */
    private static final String READ = """
            select customer_id, channel from contact_point where usable and customer_id = any((select ?::bigint[])::bigint[]);
            select customer_id, history from facts where customer_id = any((select ?::bigint[])::bigint[]);
            select id, ref, zone, language from customer where id = any((select ?::bigint[])::bigint[])
            """;

    /** By the customers' numbers; who has no facts is not among them. */
    static Map<Long, CustomerRows> read(Connection connection, List<Long> numbers, Policy policy) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            for (int table = 1; table <= 3; table++) {
                select.setArray(table, Rows.numbers(connection, numbers, number -> number));
            }
            select.execute();
            Map<Long, Set<ChannelName>> reachable = reachable(select);
            select.getMoreResults();
            Map<Long, History> histories = histories(select);
            select.getMoreResults();
            return customers(select, reachable, histories, policy);
        }
    }

    private static Map<Long, Set<ChannelName>> reachable(PreparedStatement select) throws SQLException {
        Map<Long, Set<ChannelName>> reachable = new HashMap<>();
        try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
            while (row.next()) {
                reachable
                        .computeIfAbsent(row.getLong("customer_id"), number -> new HashSet<>())
                        .add(new ChannelName(row.getString("channel")));
            }
        }
        return reachable;
    }

    private static Map<Long, History> histories(PreparedStatement select) throws SQLException {
        Map<Long, History> histories = new HashMap<>();
        try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
            while (row.next()) {
                histories.put(row.getLong("customer_id"), History.fromBytes(row.getBytes("history")));
            }
        }
        return histories;
    }

    private static Map<Long, CustomerRows> customers(
            PreparedStatement select,
            Map<Long, Set<ChannelName>> reachable,
            Map<Long, History> histories,
            Policy policy)
            throws SQLException {
        Map<Long, CustomerRows> customers = new HashMap<>();
        try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
            while (row.next()) {
                long number = row.getLong("id");
                History history = histories.get(number);
                if (history != null) {
                    Profile profile = Profiles.read(row, reachable.getOrDefault(number, Set.of()), policy);
                    customers.put(number, new CustomerRows(profile, history));
                }
            }
        }
        return customers;
    }
}
