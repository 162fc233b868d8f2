package io.rekindle.postgres;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of a month of UTC each that events and decisions are kept in; what has none is in the default partition. */
final class Months {

    private static final Logger LOG = LoggerFactory.getLogger(Months.class);

    static final List<String> PARENTS = List.of("event", "decision");

    private static final int AHEAD = 12;

    private Months() {}

    /**
     * Gives the month of the instant and the next twelve their tables; asks once and is done where they have them. What cannot be
     * had now is logged and left for later: until then the default partition takes the rows.
     */
    static void ensure(DataSource source, Instant now) {
        for (String parent : PARENTS) {
            try {
                List<LocalDate> missing = missing(source, parent, YearMonth.from(now.atZone(ZoneOffset.UTC)));
                if (!missing.isEmpty()) {
                    add(source, parent, missing);
                }
            } catch (StoreException failure) {
                LOG.warn("table {} has not got its months, and is asked again later: {}", parent, failure.getMessage());
            }
        }
    }

    /** The name of a month's table; those of one parent sort as their months do. */
    static String table(String parent, YearMonth month) {
        return "%s_%04d_%02d".formatted(parent, month.getYear(), month.getMonthValue());
    }

    /** The months of a parent that have tables and are before another, oldest first. */
    static List<String> before(DataSource source, String parent, YearMonth first) {
        return Transaction.ofOneStatement(source, "looking for months", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                    where i.inhparent = to_regclass(?) and c.relname ~ '^[a-z]+_[0-9]{4}_[0-9]{2}$' and c.relname < ?
                    order by 1
                    """)) {
                select.setString(1, parent);
                select.setString(2, table(parent, first));
                List<String> tables = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        tables.add(row.getString(1));
                    }
                }
                return tables;
            }
        });
    }

    private static List<LocalDate> missing(DataSource source, String parent, YearMonth first) {
        return Transaction.ofOneStatement(source, "looking for months", connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select m::date from generate_series(?::date, ?::date, interval '1 month') m
                    where to_regclass(? || to_char(m, '"_"YYYY"_"MM')) is null order by 1
                    """)) {
                select.setDate(1, Date.valueOf(first.atDay(1)));
                select.setDate(2, Date.valueOf(first.plusMonths(AHEAD).atDay(1)));
                select.setString(3, parent);
                List<LocalDate> missing = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        missing.add(row.getObject(1, LocalDate.class));
                    }
                }
                return missing;
            }
        });
    }

    private static void add(DataSource source, String parent, List<LocalDate> months) {
        List<String> left = Transaction.in(source, "adding months", connection -> {
            alone(connection);
            List<String> held = new ArrayList<>();
            try (PreparedStatement add = connection.prepareStatement("select add_month(?, ?::date)")) {
                for (LocalDate month : months) {
                    add.setString(1, parent);
                    add.setObject(2, month);
                    try (ResultSet row = add.executeQuery()) {
                        row.next();
                        if (!row.getBoolean(1)) {
                            held.add(month.toString());
                        }
                    }
                }
            }
            return held;
        });
        LOG.debug(
                "table {} has {} more months; others had them, or have rows in the default partition: {}",
                parent,
                months.size() - left.size(),
                left);
    }

    /** By the rows of the catalogue, as what others did just now is to be seen. */
    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relname = ?)
                """)) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Until the end of the transaction nobody else adds or drops months. Whoever waits for the lock on a table that adding and
     * dropping takes stands in everybody's way meanwhile: it gives up after a second, and comes back another time.
     */
    static void alone(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("set local lock_timeout = '1s'");
            set.execute("select pg_advisory_xact_lock(hashtext('rekindle months'))");
        }
    }
}
