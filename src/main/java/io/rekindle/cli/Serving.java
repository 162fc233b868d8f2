package io.rekindle.cli;

import io.rekindle.Installation;
import io.rekindle.postgres.Database;
import io.rekindle.server.Server;
import java.util.concurrent.CountDownLatch;

/** Runs the server until the process is told to stop (Ctrl-C, SIGTERM); then stops it before its database. */
final class Serving {

    private Serving() {}

    /** Starts the server, says where it is, and does not return before the process ends. */
    static void untilStopped(Surroundings here, Database database, Installation installation, String... settings) {
        Server server = start(installation, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            database.close();
        }));
        here.err().println("Rekindle is at " + server.url() + " (Ctrl-C stops it)");
        here.err().flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Server start(Installation installation, String... settings) {
        try {
            return Server.start(installation, settings);
        } catch (RuntimeException failure) {
            throw WrongSettings.told(failure);
        }
    }
}
