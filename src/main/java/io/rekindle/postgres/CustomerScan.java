package io.rekindle.postgres;

import io.rekindle.engine.rule.book.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Shows every customer once, as of one moment, to several threads, each with a connection and a cursor of its own; memory
 * does not grow with the number of customers.
 */
public final class CustomerScan {

    private static final int RANGES_OF_A_READER = 16;

    private final DataSource source;
    private final PostgresCustomers customers;

    public CustomerScan(DataSource source, Supplier<Policy> policy) {
        this.source = source;
        this.customers = new PostgresCustomers(source, policy);
    }

    /** The rows from one id (inclusive) to another (exclusive), in ranges that are handed out as readers ask for them. */
    private static final class Ranges {
        private final long first;
        private final long width;
        private final int count;
        private final AtomicInteger next = new AtomicInteger();

        Ranges(long first, long last, int wanted) {
            this.first = first;
            this.width = Math.max(1, (last - first) / wanted + 1);
            this.count = last < first ? 0 : (int) ((last - first) / width + 1);
        }

        int next() {
            return next.getAndIncrement();
        }
    }

    /**
     * Reads everybody.
     *
     * @param readers each is called by one thread; one of them by this thread
     * @param progress told now and then how many have been read, by one thread at a time; where it says no, reading stops
     * @return whether everybody was read
     */
    public boolean read(List<? extends Consumer<PostgresCustomers.Known>> readers, LongPredicate progress) {
        Reading reading = new Reading(progress);
        ExecutorService others = Executors.newFixedThreadPool(Math.max(1, readers.size() - 1), CustomerScan::thread);
        try {
            Transaction.in(source, "reading all customers", connection -> {
                snapshot(connection, readers, reading, others);
                return true;
            });
        } finally {
            reading.stopped.set(true);
            others.shutdown();
        }
        return !reading.refused;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "count");
        thread.setDaemon(true);
        return thread;
    }

    private void snapshot(
            Connection connection,
            List<? extends Consumer<PostgresCustomers.Known>> readers,
            Reading reading,
            ExecutorService others)
            throws SQLException {
        String snapshot;
        Ranges ranges;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            try (ResultSet row = statement.executeQuery(
                    "select pg_export_snapshot(), coalesce(min(id), 1), coalesce(max(id), 0) from customer")) {
                row.next();
                snapshot = row.getString(1);
                ranges = new Ranges(row.getLong(2), row.getLong(3), readers.size() * RANGES_OF_A_READER);
            }
        }
        List<Future<?>> helping = new ArrayList<>();
        for (Consumer<PostgresCustomers.Known> reader : readers.subList(1, readers.size())) {
            helping.add(others.submit(() -> help(snapshot, ranges, reader, reading)));
        }
        try {
            read(connection, ranges, readers.get(0), reading);
        } catch (RuntimeException | SQLException failure) {
            reading.stopped.set(true);
            throw failure;
        } finally {
            join(helping);
        }
    }

    private static void join(List<Future<?>> helping) {
        for (Future<?> one : helping) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading all customers", stopped);
            }
        }
    }

    private void help(String snapshot, Ranges ranges, Consumer<PostgresCustomers.Known> reader, Reading reading) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
                statement.execute("set transaction snapshot '" + snapshot + "'");
                read(connection, ranges, reader, reading);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLTransientConnectionException busy) {
            // All connections are taken: the others read this one's ranges as well.
            return;
        } catch (SQLException failure) {
            reading.stopped.set(true);
            throw new StoreException("reading all customers", failure);
        } catch (RuntimeException failure) {
            reading.stopped.set(true);
            throw failure;
        }
    }

    private void read(Connection connection, Ranges ranges, Consumer<PostgresCustomers.Known> reader, Reading reading)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(PostgresCustomers.SELECT + " where c.id >= ? and c.id < ?")) {
            select.setFetchSize(PostgresCustomers.ROWS_AT_A_TIME);
            for (int range = ranges.next(); range < ranges.count && reading.goesOn(); range = ranges.next()) {
                select.setLong(1, ranges.first + range * ranges.width);
                select.setLong(2, ranges.first + (range + 1) * ranges.width);
                try (ResultSet row = select.executeQuery()) {
                    read(row, reader, reading);
                }
            }
        }
    }

    private void read(ResultSet row, Consumer<PostgresCustomers.Known> reader, Reading reading) throws SQLException {
        int since = 0;
        while (row.next()) {
            reader.accept(customers.read(row));
            if (++since == Reading.TOLD_AFTER) {
                if (!reading.read(since)) {
                    return;
                }
                since = 0;
            }
        }
        reading.read(since);
    }

    /** What the threads share. */
    private static final class Reading {

        static final int TOLD_AFTER = 250;

        private final LongPredicate progress;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private long read;
        private boolean refused;

        Reading(LongPredicate progress) {
            this.progress = progress;
        }

        boolean goesOn() {
            return !stopped.get();
        }

        /** Whether to go on. */
        synchronized boolean read(int more) {
            read += more;
            if (goesOn() && !progress.test(read)) {
                refused = true;
                stopped.set(true);
            }
            return goesOn();
        }
    }
}
