package io.rekindle.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one server – {@code data}, {@code password}, {@code port}, {@code server.log} – and its start and stop.
 *
 * <p>Callers hold the lock of the home.
 */
final class ServerDirectory {

    static final String ROLE = "rekindle";

    private static final Logger LOG = LoggerFactory.getLogger(ServerDirectory.class);
    private static final Duration STARTING = Duration.ofMinutes(10);
    private static final long LONG_LOG = 4L << 20;
    private static final int LAST_WORDS = 2000;
    private static final int PASSWORD_BYTES = 24;

    /** The port was taken meanwhile, or processes of a server that was killed have not all ended yet. */
    private static final Pattern WILL_PASS =
            Pattern.compile("could not bind|already in use|pre-existing shared memory block");

    private final Path directory;
    private final Path data;
    private final Path log;
    private final ServerSettings settings;
    private final ServerUser user;
    private final PostgresBinaries binaries;

    ServerDirectory(Path directory, ServerSettings settings) throws IOException {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.log = directory.resolve("server.log");
        this.settings = settings;
        this.user = ServerUser.forData(data);
        this.binaries = reachableBinaries();
    }

    Path data() {
        return data;
    }

    boolean isEmpty() {
        return !Files.isDirectory(data);
    }

    /** The password that the server was made with, or will be made with. */
    String password() throws IOException {
        var file = directory.resolve("password");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException none) {
            if (!isEmpty()) {
                throw new PostgresUnavailableException(
                        "the password of the database is missing; put it back into " + file, none);
            }
            var bytes = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, Platform.ownerOnly());
            Files.writeString(file, HexFormat.of().formatHex(bytes));
            return Files.readString(file);
        }
    }

    /** Starts the server, after making it where there is none, and waits until it takes connections. */
    void start() throws IOException {
        if (Files.notExists(log) || Files.size(log) > LONG_LOG) {
            Files.writeString(log, "");
        }
        user.own(log);
        if (isEmpty()) {
            initialise();
        }
        user.own(data);
        var patience = Patience.of(STARTING);
        long before = Files.size(log);
        while (!started()) {
            var words = logSince(before);
            if (!WILL_PASS.matcher(words).find() || !patience.isLeft()) {
                throw new PostgresUnavailableException("PostgreSQL did not start; " + log + " says:\n" + words);
            }
            patience.pause();
            before = Files.size(log);
        }
    }

    /** Ends all sessions, writes everything down, stops the server and answers when it has stopped. */
    void stop() {
        if (Postmaster.of(data).filter(Postmaster::isRunning).isPresent()
                && run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60") != 0) {
            LOG.warn("the embedded PostgreSQL in {} did not stop; see {}", directory, log);
        }
    }

    private boolean started() throws IOException {
        var ours = data.resolve("rekindle.conf");
        Files.writeString(ours, settings.file(freePort()));
        user.own(ours);
        var limit = String.valueOf(STARTING.toSeconds());
        return run("pg_ctl", "start", "-D", data.toString(), "-l", log.toString(), "-w", "-t", limit) == 0;
    }

    /** Makes the data directory beside its place and moves it there when it is whole. */
    private void initialise() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.getFileName().toString().startsWith("making-"))
                    .forEach(PostgresBinaries::delete);
        }
        var making = Files.createTempDirectory(directory, "making-");
        var secret = Files.createTempFile(directory, "making-", "", Platform.ownerOnly());
        Files.writeString(secret, password());
        user.own(making);
        user.own(secret);
        long before = Files.size(log);
        if (initdb(making, secret) != 0) {
            throw new PostgresUnavailableException("initdb failed; " + log + " says:\n" + logSince(before));
        }
        Files.delete(secret);
        // Written over, not made anew: the files stay the server's own.
        Files.writeString(making.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.writeString(
                making.resolve("postgresql.conf"),
                "include 'rekindle.conf'\n# What stands below wins over what Rekindle sets.\n");
        Files.move(making, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private int initdb(Path target, Path secret) {
        return run(
                "initdb",
                "--pgdata=" + target,
                "--username=" + ROLE,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order of text on every machine, whatever its libraries.
                "--no-locale",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                settings.durable() ? "--sync-method=fsync" : "--no-sync");
    }

    private int run(String program, String... arguments) {
        var words = Stream.concat(Stream.of(binaries.program(program)), Stream.of(arguments));
        return Program.run(user.command(words.toArray(String[]::new)), directory, log);
    }

    /** The port of last time, so that pools survive a restart of the server under them; else any that is free. */
    private int freePort() throws IOException {
        var file = directory.resolve("port");
        var last = Files.exists(file) ? Files.readString(file).strip() : "";
        int port = last.matches("\\d{1,5}") ? boundOnce(Integer.parseInt(last)) : 0;
        if (port == 0) {
            port = boundOnce(0);
            Files.writeString(file, String.valueOf(port));
        }
        return port;
    }

    private static int boundOnce(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    /** Another account can't look into our cache, and may not get as far as this directory either. */
    private PostgresBinaries reachableBinaries() throws IOException {
        if (user.owner().isEmpty()) {
            Platform.closedToOthers(directory);
            return PostgresBinaries.unpackedBelow(PostgresBinaries.userCache());
        }
        Platform.passableByAll(directory);
        var programs = PostgresBinaries.unpackedBelow(directory.resolve("programs"));
        if (!Program.succeeds(user.command(programs.program("postgres"), "--version"), Path.of("/"))) {
            throw new PostgresUnavailableException("PostgreSQL refuses to run as root, and the account "
                    + user.owner().get() + " can't reach " + directory
                    + "; choose a home that every account may pass to, or name a server in REKINDLE_DB_URL");
        }
        return programs;
    }

    private String logSince(long position) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(position, file.length() - LAST_WORDS));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }
}
