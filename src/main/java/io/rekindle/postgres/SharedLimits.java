package io.rekindle.postgres;

import io.rekindle.engine.offer.Grant;
import io.rekindle.engine.policy.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stocks of coupons and budgets, locked until the transaction ends, and what is taken of them: first come, first served, and written
 * at the end in one update each, which holds only while it stays within the limit.
 */
final class SharedLimits {

    /** Amounts in millionths of the currency. */
    private static final class Budget {
        private final long left;
        private long reserved;
        private long spent;

        Budget(long left) {
            this.left = left;
        }

        boolean bears(long amount) {
            return reserved + spent + amount <= left;
        }
    }

    private static final class Stock {
        private final long left;
        private long taken;

        Stock(long left) {
            this.left = left;
        }
    }

    private final Map<String, Stock> stocks = new TreeMap<>();
    private final Map<String, Budget> budgets = new TreeMap<>();

    private SharedLimits() {}

    /** Locks them in the order of their names, stocks first. */
    static SharedLimits lock(Connection connection, Collection<String> offers, Collection<String> scopes)
            throws SQLException {
        SharedLimits limits = new SharedLimits();
        try (PreparedStatement select = connection.prepareStatement("""
                select code, stock - issued as n from offer where code = any(?) order by code for update;
                select scope, coalesce(limit_micros, 9223372036854775807) - reserved_micros - spent_micros as n
                from budget where scope = any(?) order by scope for update
                """)) {
            select.setArray(1, connection.createArrayOf("text", offers.toArray()));
            select.setArray(2, connection.createArrayOf("text", scopes.toArray()));
            select.execute();
            try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
                while (row.next()) {
                    limits.stocks.put(row.getString("code"), new Stock(row.getLong("n")));
                }
            }
            select.getMoreResults();
            try (ResultSet row = Objects.requireNonNull(select.getResultSet())) {
                while (row.next()) {
                    limits.budgets.put(row.getString("scope"), new Budget(row.getLong("n")));
                }
            }
        }
        return limits;
    }

    /**
     * Takes all of it, or nothing; returns what could not be had, or null.
     *
     * @param offer whose coupon, or null for none
     * @param scopes the budgets that bear it
     * @param reserve what the coupon may cost, millionths
     * @param spend what the message costs, millionths
     */
    Grant.@Nullable Denied take(@Nullable String offer, List<String> scopes, long reserve, long spend) {
        Stock stock = offer == null ? null : stocks.get(offer);
        if (offer != null && (stock == null || stock.taken >= stock.left)) {
            return new Grant.Denied(Reason.COUPON_OUT_OF_STOCK, "no " + offer + " left");
        }
        List<Budget> bearing = new ArrayList<>();
        if (reserve + spend > 0) {
            for (String scope : scopes) {
                Budget budget = budgets.get(scope);
                if (budget == null || !budget.bears(reserve + spend)) {
                    String which = scope.replace(':', ' ');
                    return new Grant.Denied(Reason.BUDGET_EXHAUSTED, "the budget of " + which + " is used up");
                }
                bearing.add(budget);
            }
        }
        if (stock != null) {
            stock.taken++;
        }
        for (Budget budget : bearing) {
            budget.reserved += reserve;
            budget.spent += spend;
        }
        return null;
    }

    /** Writes what was taken. */
    void write(Connection connection) throws SQLException {
        stocks.values().removeIf(stock -> stock.taken == 0);
        budgets.values().removeIf(budget -> budget.reserved + budget.spent == 0);
        if (!stocks.isEmpty()) {
            update(connection, stocks, """
                    update offer set issued = issued + n from unnest((select ?::text[]), (select ?::bigint[])) as t (c, n)
                    where code = c and issued + n <= stock
                    """, List.of(stock -> stock.taken));
        }
        if (!budgets.isEmpty()) {
            update(connection, budgets, """
                    update budget set reserved_micros = reserved_micros + r, spent_micros = spent_micros + s
                    from unnest((select ?::text[]), (select ?::bigint[]), (select ?::bigint[])) as t (c, r, s)
                    where scope = c and (limit_micros is null or reserved_micros + spent_micros + r + s <= limit_micros)
                    """, List.of(budget -> budget.reserved, budget -> budget.spent));
        }
    }

    private static <T> void update(
            Connection connection, Map<String, T> limits, String sql, List<Function<T, @Nullable Long>> amounts)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("text", limits.keySet().toArray()));
            for (int column = 0; column < amounts.size(); column++) {
                update.setArray(
                        column + 2, Rows.numbers(connection, List.copyOf(limits.values()), amounts.get(column)));
            }
            if (update.executeUpdate() != limits.size()) {
                throw new IllegalStateException("a limit moved while it was locked: " + limits.keySet());
            }
        }
    }
}
