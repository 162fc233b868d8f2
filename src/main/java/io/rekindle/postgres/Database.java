package io.rekindle.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one database of a Rekindle: a pool of connections to it, migrated to what this version needs.
 *
 * <p>It is the server that {@code REKINDLE_DB_URL} names, with {@code REKINDLE_DB_USER} and {@code
 * REKINDLE_DB_PASSWORD} or {@code REKINDLE_DB_PASSWORD_FILE} unless the URL holds them; without that, the
 * {@linkplain EmbeddedPostgres embedded one} below the home directory. Needs no Spring.
 */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 10;

    private final @Nullable EmbeddedPostgres embedded;
    private final HikariDataSource pool;

    private Database(@Nullable EmbeddedPostgres embedded, HikariDataSource pool) {
        this.embedded = embedded;
        this.pool = pool;
    }

    /** Opens the database that the environment of this process names, else the one below the home directory. */
    public static Database open(Path home) {
        return open(home, System.getenv());
    }

    /** Opens the database that the given environment variables name, else the one below the home directory. */
    public static Database open(Path home, Map<String, String> environment) {
        var url = environment.getOrDefault("REKINDLE_DB_URL", "").strip();
        return url.isEmpty() ? embedded(home) : external(url, environment);
    }

    /** Connections from the pool; closed with the database. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Database embedded(Path home) {
        var postgres = EmbeddedPostgres.open(home);
        try {
            return new Database(postgres, migrated(pool(postgres.url(), postgres.user(), postgres.password())));
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    private static Database external(String url, Map<String, String> environment) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new PostgresUnavailableException(
                    "REKINDLE_DB_URL has to look like jdbc:postgresql://host:5432/database");
        }
        var user = environment.get("REKINDLE_DB_USER");
        return new Database(null, migrated(pool(url, user, password(environment).orElse(null))));
    }

    private static Optional<String> password(Map<String, String> environment) {
        var file = environment.get("REKINDLE_DB_PASSWORD_FILE");
        if (file == null) {
            return Optional.ofNullable(environment.get("REKINDLE_DB_PASSWORD"));
        }
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException failure) {
            throw new PostgresUnavailableException("cannot read REKINDLE_DB_PASSWORD_FILE, " + file, failure);
        }
    }

    static HikariDataSource pool(String url, @Nullable String user, @Nullable String password) {
        return pool(url, user, password, null);
    }

    static HikariDataSource pool(
            String url, @Nullable String user, @Nullable String password, @Nullable String firstStatement) {
        var config = new HikariConfig();
        config.setPoolName("rekindle");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        // A short command needs one; the others are made when they are asked for.
        config.setMinimumIdle(1);
        config.setConnectionInitSql(firstStatement);
        config.addDataSourceProperty("ApplicationName", "rekindle");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    static HikariDataSource migrated(HikariDataSource pool) {
        try {
            Migrations.apply(pool);
            Months.ensure(pool, Instant.now());
            return pool;
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }
}
