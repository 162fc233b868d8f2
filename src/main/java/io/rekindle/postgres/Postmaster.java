package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in a data directory says of the server that runs there, or ran there once.
 *
 * @param port where it listens; 0 while it has not got so far
 */
record Postmaster(Path data, long pid, int port) {

    private static final int LINE_OF_PORT = 3;

    /** Above the highest process id of any system we run on, yet a number that PostgreSQL reads. */
    private static final String NOBODYS_PID = String.valueOf(Integer.MAX_VALUE);

    static Optional<Postmaster> of(Path data) {
        var lines = lines(data);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        var port = lines.size() > LINE_OF_PORT ? lines.get(LINE_OF_PORT).strip() : "";
        return Optional.of(new Postmaster(
                data, Long.parseLong(lines.get(0).strip()), port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0));
    }

    /** Whether that process lives and is a PostgreSQL on this data directory; a zombie or a stranger is not. */
    boolean isRunning() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(this::isPostgresHere)
                .orElse(false);
    }

    /**
     * Lets the next server start although the process id in the file has gone to somebody else, or to a zombie.
     *
     * <p>The file stays, with the key of the shared memory in it: by that PostgreSQL still refuses to start while a
     * process of the old server is alive.
     */
    void disown() {
        var lines = lines(data);
        if (!lines.isEmpty()) {
            lines.set(0, NOBODYS_PID);
            try {
                Files.write(file(data), lines);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot mend " + file(data), failure);
            }
        }
    }

    private boolean isPostgresHere(ProcessHandle process) {
        var info = process.info();
        boolean postgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        // Some systems do not tell the arguments.
        return postgres
                && info.arguments()
                        .map(words -> List.of(words).contains(data.toString()))
                        .orElse(true);
    }

    private static List<String> lines(Path data) {
        try {
            return new ArrayList<>(Files.readAllLines(file(data)));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file(data), failure);
        }
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }
}
