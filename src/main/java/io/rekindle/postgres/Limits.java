package io.rekindle.postgres;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What is left of the limits that everybody shares. */
public final class Limits {

    private static final int MICROS_DIGITS = 6;

    private final DataSource source;

    public Limits(DataSource source) {
        this.source = source;
    }

    /** Pieces of each offer that can still be issued, by its code; offers without a stock are not among them. */
    public Map<String, Long> stock() {
        return Transaction.in(source, "reading stocks", connection -> {
            Map<String, Long> stock = new TreeMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select code, stock - issued from offer where stock < ?")) {
                select.setLong(1, Long.MAX_VALUE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        stock.put(row.getString(1), row.getLong(2));
                    }
                }
            }
            return stock;
        });
    }

    /** What each campaign has spent, coupons that are out included, in the book's currency. */
    public Map<String, BigDecimal> spent() {
        return Transaction.in(source, "reading budgets", connection -> {
            Map<String, BigDecimal> spent = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement("""
                            select substr(scope, 10), spent_micros + reserved_micros from budget
                            where scope like 'campaign:%'
                            """);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    spent.put(row.getString(1), BigDecimal.valueOf(row.getLong(2), MICROS_DIGITS));
                }
            }
            return spent;
        });
    }
}
