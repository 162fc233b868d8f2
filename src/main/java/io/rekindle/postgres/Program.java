package io.rekindle.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** One run of a program of the operating system; what it prints goes to a log file, never into a pipe. */
final class Program {

    private Program() {}

    /**
     * Runs the command to its end and answers its exit code.
     *
     * <p>A pipe would be inherited by the server that {@code pg_ctl} leaves behind, and its reader would wait for ever.
     */
    static int run(List<String> command, Path directory, Path log) {
        try {
            return start(command, directory, Redirect.appendTo(log.toFile())).waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + command.get(0), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailableException("interrupted while " + command.get(0) + " was running", stop);
        }
    }

    /** Whether the command can be run here and ends well. */
    static boolean succeeds(List<String> command, Path directory) {
        try {
            return start(command, directory, Redirect.DISCARD).waitFor() == 0;
        } catch (IOException notHere) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Process start(List<String> command, Path directory, Redirect output) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
