package io.rekindle.bench;

import io.rekindle.delivery.RecordingSmtpServer;
import java.io.IOException;
import java.util.Objects;

/** An SMTP server that takes everything, in a process of its own. */
record MailSink(Process process, int port) implements AutoCloseable {

    static MailSink start() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingSmtpServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = process.inputReader().readLine();
        return new MailSink(process, Integer.parseInt(Objects.requireNonNull(port)));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
