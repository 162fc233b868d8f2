package io.rekindle.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of the PostgreSQL that comes along on the class path, unpacked once for each version and machine. */
final class PostgresBinaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks the programs below the cache directory unless they stand there already.
     *
     * <p>Several processes may do so at once: each unpacks beside the place, the first to be done moves in whole.
     */
    static PostgresBinaries unpackedBelow(Path cache) {
        var archive = archive();
        try {
            var place = cache.resolve("postgres-" + fingerprint(archive));
            if (!Files.isDirectory(place)) {
                unpack(archive, Files.createDirectories(cache), place);
            }
            return new PostgresBinaries(place);
        } catch (IOException failure) {
            throw new PostgresUnavailableException(
                    "cannot unpack PostgreSQL below " + cache + ": " + failure.getMessage(), failure);
        }
    }

    /** The place for what can be made again at any time: {@code $XDG_CACHE_HOME/rekindle} or {@code ~/.cache/rekindle}. */
    static Path userCache() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("rekindle").toAbsolutePath();
    }

    String program(String name) {
        return directory
                .resolve("bin")
                .resolve(Platform.WINDOWS ? name + ".exe" : name)
                .toString();
    }

    private static URL archive() {
        var name = "/postgres-" + Platform.system() + "-" + Platform.architecture() + ".txz";
        var archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new PostgresUnavailableException("no PostgreSQL for this machine was built in (" + name
                    + "); build Rekindle on it, or name a server in REKINDLE_DB_URL");
        }
        return archive;
    }

    /** Tells one build of PostgreSQL from another without reading all of it: the checksum that its jar holds. */
    private static String fingerprint(URL archive) throws IOException {
        var connection = archive.openConnection();
        long sum = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return Platform.system() + "-" + Platform.architecture() + "-"
                + Long.toHexString(sum).toLowerCase(Locale.ROOT);
    }

    private static void unpack(URL archive, Path cache, Path place) throws IOException {
        var beside = Files.createTempDirectory(cache, "unpacking-");
        try (var in =
                new TarArchiveInputStream(new BufferedInputStream(new XZCompressorInputStream(archive.openStream())))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpack(entry, in, beside);
            }
        }
        Platform.readableByAll(beside);
        try {
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException occupied) {
            if (!Files.isDirectory(place)) {
                throw occupied;
            }
            delete(beside);
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream in, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root) || entry.getName().endsWith(".a")) {
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(in, target);
            if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !Platform.WINDOWS) {
                Platform.executableByAll(target);
            }
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (var path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + tree, failure);
        }
    }
}
