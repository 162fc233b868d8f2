package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real PostgreSQL of our own below a home directory, shared by all processes that use that home.
 *
 * <p>The first to open it starts the server, the others join, the last to leave stops it, also when it leaves by being
 * killed. What was committed survives the end of any of these processes and of the server, in whatever order they end.
 * The server listens on 127.0.0.1 only and asks for a password, which only the owner of the home can read.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "rekindle";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String CLASS_OF_REFUSED_PASSWORD = "28";
    private static final Duration ANSWERING = Duration.ofMinutes(10);

    private final Path directory;
    private final ServerDirectory server;
    private final ServerUsers users;
    private final Path registration;
    private final Watchdog watchdog;
    private final int port;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(Path directory, ServerSettings settings) throws IOException {
        this.directory = directory;
        this.server = new ServerDirectory(directory, settings);
        this.users = new ServerUsers(directory.resolve("users"));
        this.registration = users.join();
        this.watchdog = Watchdog.over(registration, directory);
        try {
            Watchdog.awaitOthers(directory);
            if (server.isEmpty()) {
                System.err.println("Setting up a PostgreSQL in " + directory + " (first use, a few seconds)");
            }
            this.password = server.password();
            this.port = joinOrStart();
        } catch (IOException | RuntimeException failure) {
            users.leave(registration);
            watchdog.dismiss();
            throw failure;
        }
    }

    /** Joins the server of this home, or starts it; waits while another process does so or while it recovers. */
    public static EmbeddedPostgres open(Path home) {
        return open(home, ServerSettings.DURABLE);
    }

    static EmbeddedPostgres open(Path home, ServerSettings settings) {
        try {
            var directory = Files.createDirectories(home.resolve("postgres")).toRealPath();
            try (var lock = HomeLock.on(directory)) {
                return new EmbeddedPostgres(directory, settings);
            }
        } catch (IOException failure) {
            throw new PostgresUnavailableException("cannot open the database below " + home + ": " + failure, failure);
        }
    }

    /** The JDBC address of our database, without user and password. */
    public String url() {
        return url(DATABASE);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return ServerDirectory.ROLE;
    }

    public String password() {
        return password;
    }

    /** Leaves; the last to leave stops the server and waits until it has stopped. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try (var lock = HomeLock.on(directory)) {
            users.leave(registration);
            if (!users.isAnybodyThere()) {
                server.stop();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot leave the database in " + directory, failure);
        } finally {
            watchdog.dismiss();
        }
    }

    private int joinOrStart() throws IOException {
        var patience = Patience.of(ANSWERING);
        while (patience.isLeft()) {
            var postmaster = Postmaster.of(server.data());
            if (postmaster.filter(Postmaster::isRunning).isEmpty()) {
                postmaster.ifPresent(Postmaster::disown);
                server.start();
            } else if (answers(postmaster.get().port())) {
                return postmaster.get().port();
            } else {
                patience.pause();
            }
        }
        throw new PostgresUnavailableException("the PostgreSQL in " + directory + " runs but does not answer");
    }

    /** Whether the server takes connections to our database, which is made if it is missing. */
    private boolean answers(int port) {
        try (var connection = connect(port, DATABASE)) {
            return connection.isValid(0);
        } catch (SQLException refused) {
            var state = refused.getSQLState() == null ? "" : refused.getSQLState();
            if (state.startsWith(CLASS_OF_REFUSED_PASSWORD)) {
                throw new PostgresUnavailableException(
                        "the database refused the password in " + directory.resolve("password"), refused);
            }
            if (state.equals(NO_SUCH_DATABASE)) {
                createDatabase(port);
            }
            return false;
        }
    }

    private void createDatabase(int port) {
        try (var connection = connect(port, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        } catch (SQLException failure) {
            throw new PostgresUnavailableException("cannot make the database " + DATABASE, failure);
        }
    }

    private Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, ServerDirectory.ROLE, password);
    }
}
