package io.rekindle.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** One at a time, over all processes and threads, starts or stops the server of a home; death frees the lock. */
final class HomeLock implements AutoCloseable {

    /** File locks are held by a process as a whole and say nothing between its threads. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until the lock is ours. */
    static HomeLock on(Path directory) throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            var channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new HomeLock(channel);
        } catch (IOException | RuntimeException failure) {
            IN_THIS_PROCESS.unlock();
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
