package io.rekindle.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another process that uses the embedded PostgreSQL of a home and does as it is told, one SQL statement a line. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    private OtherProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts the process without waiting for its database. */
    static OtherProcess on(Path home) throws IOException {
        return new OtherProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        home.toString())
                .redirectError(Redirect.INHERIT)
                .start());
    }

    /** Waits until the process has its database. */
    OtherProcess ready() {
        return expect("ready");
    }

    /** Has the process run and commit a statement, and waits for its word that it has. */
    OtherProcess sql(String statement) {
        orders.println(statement);
        return expect("done");
    }

    long pid() {
        return process.pid();
    }

    /** Kills the process without notice (SIGKILL) and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets the process leave by itself and waits until it has. */
    @Override
    public void close() {
        orders.close();
        try {
            process.waitFor();
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private OtherProcess expect(String word) {
        try {
            var answer = answers.readLine();
            if (!word.equals(answer)) {
                throw new AssertionError("the other process said: " + answer);
            }
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void main(String[] args) throws Exception {
        try (var postgres = EmbeddedPostgres.open(Path.of(args[0]));
                var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                run(connection, line);
                System.out.println("done");
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
