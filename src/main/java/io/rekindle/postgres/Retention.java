package io.rekindle.postgres;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long events and decisions are kept, by when an event arrived and by what let the customer in. Facts are no part of it: they
 * outlive the events they are the fold of. So do the ids of events, and what comes a second time is never taken for new.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final int AT_A_TIME = 5_000;

    private final DataSource source;
    private final @Nullable Period events;
    private final @Nullable Period decisions;
    private final Consumer<Deleted> heard;

    /**
     * The retention of a database.
     *
     * @param events whole months, or null for ever
     * @param decisions whole months, or null for ever
     * @param heard is told what was deleted
     */
    public Retention(DataSource source, @Nullable Period events, @Nullable Period decisions, Consumer<Deleted> heard) {
        this.source = source;
        this.events = events;
        this.decisions = decisions;
        this.heard = heard;
    }

    /**
     * What was deleted of a table.
     *
     * @param table {@code event} or {@code decision}
     * @param months whole months, by dropping their tables
     * @param rows those that had no table of a month
     */
    public record Deleted(String table, int months, long rows) {}

    /**
     * Sees to the months to come and deletes what is past: a month once all of it is. Any number of nodes may do this at once. A
     * table that somebody reads for long stays until the next time.
     */
    public void keep(Instant now) {
        Months.ensure(source, now);
        keep("event", "received_at", events, now);
        keep("decision", "occasion", decisions, now);
    }

    private void keep(String table, String key, @Nullable Period kept, Instant now) {
        if (kept == null) {
            return;
        }
        YearMonth first = YearMonth.from(now.atZone(ZoneOffset.UTC).minus(kept));
        int months = 0;
        for (String month : Months.before(source, table, first)) {
            months += drop(month);
        }
        long begins = first.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        long rows = deleteFromDefault(table + "_default", key, begins);
        if (months > 0 || rows > 0) {
            Deleted deleted = new Deleted(table, months, rows);
            LOG.info("table {}: {} months and {} rows before {} are deleted", table, months, rows, first);
            heard.accept(deleted);
        }
    }

    private int drop(String month) {
        try {
            return Transaction.in(source, "dropping a month", connection -> {
                Months.alone(connection);
                try (Statement drop = connection.createStatement()) {
                    boolean there = Months.exists(connection, month);
                    drop.execute("drop table if exists " + month);
                    return there ? 1 : 0;
                }
            });
        } catch (StoreException failure) {
            LOG.warn("{} is past its retention, and is dropped another time: {}", month, failure.getMessage());
            return 0;
        }
    }

    /** In transactions of a bounded size, so that nobody waits long for a row. */
    private long deleteFromDefault(String partition, String key, long before) {
        long rows = 0;
        int deleted;
        do {
            deleted = Transaction.in(source, "deleting what is past its retention", connection -> {
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s < instant(?) limit %3$d))"
                                .formatted(partition, key, AT_A_TIME))) {
                    delete.setLong(1, before);
                    return delete.executeUpdate();
                }
            });
            rows += deleted;
        } while (deleted == AT_A_TIME);
        return rows;
    }
}
