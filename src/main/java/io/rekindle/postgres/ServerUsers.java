package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Who uses the server of one home: one file for each, named by process id, on which its user holds an OS lock.
 *
 * <p>The operating system frees the lock when the process ends, however it ends; so a file without a lock is a user
 * that has gone, whoever has its process id by now.
 */
final class ServerUsers {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Our own, which must not be probed: closing a second channel on the file would free the first one's lock. */
    private static final Map<Path, FileChannel> OURS = new ConcurrentHashMap<>();

    private final Path directory;

    ServerUsers(Path directory) {
        this.directory = directory;
    }

    /** Adds this process once more; it counts as a user until it leaves or ends. */
    Path join() {
        try {
            Files.createDirectories(directory);
            var file = directory.resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            OURS.put(file, channel);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot register in " + directory, failure);
        }
    }

    void leave(Path registration) {
        try {
            Files.deleteIfExists(registration);
            var channel = OURS.remove(registration);
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot leave " + directory, failure);
        }
    }

    /** Forgets those that have gone without leaving, and answers whether somebody is left. */
    boolean isAnybodyThere() {
        boolean anybody = false;
        try (Stream<Path> registrations = Files.list(directory)) {
            for (var registration : registrations.toList()) {
                anybody |= OURS.containsKey(registration) || !forgottenIfGone(registration);
            }
            return anybody;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + directory, failure);
        }
    }

    private static boolean forgottenIfGone(Path registration) throws IOException {
        try (var channel = FileChannel.open(registration, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return false;
            }
            Files.deleteIfExists(registration);
            return true;
        }
    }
}
