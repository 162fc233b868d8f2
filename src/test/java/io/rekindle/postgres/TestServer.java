package io.rekindle.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test run, and fresh databases in it: each a copy of a template that has been migrated.
 *
 * <p>Its home is below {@code target} and stays there, so that only the first run after a clean makes it. It does not
 * wait for the disk.
 */
final class TestServer {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final TestServer INSTANCE = new TestServer();

    private final EmbeddedPostgres postgres = EmbeddedPostgres.open(home(), new ServerSettings(false));
    private final String template = "template_" + Migrations.fingerprint();

    private TestServer() {
        makeTemplate();
    }

    static TestServer running() {
        return INSTANCE;
    }

    /** A migrated database that nobody else has. */
    String newDatabase() {
        var name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        execute("drop database if exists " + name + " with (force)");
        execute("create database " + name + " template " + template);
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
            try (var found = statement.executeQuery(
                    "select 1 from pg_database where datistemplate and datname = '" + template + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("drop database if exists " + template + " with (force)");
            statement.execute("create database " + template);
            try (var pool = pool(template)) {
                Migrations.apply(pool);
            }
            statement.execute("alter database " + template + " is_template true");
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot make the template of the test databases", failure);
        }
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
