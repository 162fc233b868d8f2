package io.rekindle.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The SQL files that bring a database to what this version needs, applied in order and each once. */
final class Migrations {

    private static final String FOLDER = "db/migration/";

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * <p>A database remembers the fingerprint of the last files applied whole, so that a command which has nothing to
     * migrate does not pay half a second to be told so.
     */
    static void apply(DataSource database) {
        var fingerprint = fingerprint();
        try {
            if (!fingerprint.equals(remembered(database))) {
                Flyway.configure().dataSource(database).load().migrate();
                remember(database, fingerprint);
            }
        } catch (SQLException failure) {
            throw new PostgresUnavailableException(
                    "cannot read what the database was migrated to: " + failure.getMessage(), failure);
        }
    }

    /** Changes whenever a file is added, renamed or changed; short enough for the name of a database. */
    static String fingerprint() {
        var sums = new TreeMap<String, Long>();
        try {
            var folders = Migrations.class.getClassLoader().getResources(FOLDER);
            while (folders.hasMoreElements()) {
                collect(folders.nextElement(), sums);
            }
        } catch (IOException | URISyntaxException failure) {
            throw new IllegalStateException("cannot read the migrations on the class path", failure);
        }
        if (sums.isEmpty()) {
            throw new IllegalStateException("no migrations on the class path under " + FOLDER);
        }
        var all = new CRC32();
        sums.forEach((name, sum) -> all.update((name + " " + sum + "\n").getBytes(UTF_8)));
        return sums.size() + "_" + Long.toHexString(all.getValue());
    }

    private static void collect(URL folder, SortedMap<String, Long> sums) throws IOException, URISyntaxException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            jar.getJarFile().stream()
                    .filter(entry ->
                            entry.getName().contains(FOLDER) && entry.getName().endsWith(".sql"))
                    .forEach(entry -> sums.put(simpleName(entry), entry.getCrc()));
        } else {
            try (var files = Files.walk(Path.of(folder.toURI()))) {
                files.filter(file -> file.toString().endsWith(".sql"))
                        .forEach(file -> sums.put(file.getFileName().toString(), checksum(file)));
            }
        }
    }

    private static String simpleName(ZipEntry entry) {
        return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    }

    private static long checksum(Path file) {
        try {
            var sum = new CRC32();
            sum.update(Files.readAllBytes(file));
            return sum.getValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String remembered(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select coalesce(obj_description(to_regclass('flyway_schema_history'), 'pg_class'), '')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void remember(DataSource database, String fingerprint) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("comment on table flyway_schema_history is '" + fingerprint + "'");
        }
    }
}
