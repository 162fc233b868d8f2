package io.rekindle.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test run, and fresh databases in it: each a copy of a template that has been migrated.
 *
 * <p>Its home is below {@code target} and stays there, so that only the first run after a clean makes it. It does not
 * wait for the disk.
 */
final class TestServer {

    private static final String TEMPLATE = "migrated_";
    private static final String TEST = "test_";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final TestServer INSTANCE = new TestServer();

    private final EmbeddedPostgres postgres = EmbeddedPostgres.open(home(), new ServerSettings(false));
    private final String template = TEMPLATE + Migrations.fingerprint();

    private TestServer() {
        makeTemplate();
    }

    static TestServer running() {
        return INSTANCE;
    }

    /** A migrated database that nobody else has. */
    String newDatabase() {
        var name = TEST + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        execute("drop database if exists " + name + " with (force)");
        execute("create database " + name + " template " + template);
        return name;
    }

    /** A database that nobody else has, with nothing in it. */
    String newEmptyDatabase() {
        var name = TEST + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        execute("create database " + name + " template template0");
        return name;
    }

    void drop(String database) {
        execute("drop database " + database + " with (force)");
    }

    /** A pool whose sessions are in a time zone with an odd offset, so that nothing passes only because of UTC. */
    HikariDataSource pool(String database) {
        return Database.pool(
                postgres.url(database), postgres.user(), postgres.password(), "set time zone 'America/St_Johns'");
    }

    private void makeTemplate() {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            // Two test runs may share this server.
            statement.execute("select pg_advisory_lock(1)");
            var databases = databases(statement);
            for (var leftover : databases.stream().filter(this::isLeftover).toList()) {
                statement.execute("drop database " + leftover + " with (force)");
            }
            if (databases.contains(template)) {
                return;
            }
            // Under another name until it is whole.
            statement.execute("drop database if exists making with (force)");
            statement.execute("create database making");
            try (var pool = pool("making")) {
                Migrations.apply(pool);
                Months.ensure(pool, Instant.now());
            }
            statement.execute("alter database making rename to " + template);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot make the template of the test databases", failure);
        }
    }

    private static List<String> databases(Statement statement) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = statement.executeQuery("select datname from pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** A template of other migrations, or a database of a run that was killed. */
    private boolean isLeftover(String database) {
        if (database.startsWith(TEST)) {
            long pid = Long.parseLong(database.substring(TEST.length(), database.lastIndexOf('_')));
            return ProcessHandle.of(pid).isEmpty();
        }
        return database.startsWith(TEMPLATE) && !database.equals(template);
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private static Path home() {
        try {
            var classes = TestServer.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(classes.toURI()).resolveSibling("test-home");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
