package io.rekindle.channels.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections to the relay and keeps those that can be used again, the last used first. */
final class SmtpRelay implements AutoCloseable {

    private final SmtpSettings settings;
    private final Session session;
    private final ScheduledExecutorService writeTimer;
    private final ConcurrentLinkedDeque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SmtpRelay(SmtpSettings settings) {
        this.settings = settings;
        writeTimer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "smtp-write-timer");
            thread.setDaemon(true);
            return thread;
        });
        session = Session.getInstance(properties(settings, writeTimer));
    }

    Session session() {
        return session;
    }

    /** A connection held since an earlier message, or null. */
    @Nullable
    SmtpConnection held() {
        return idle.pollFirst();
    }

    SmtpConnection open() throws MessagingException {
        var connection = new SmtpConnection(session);
        connection.connect(settings.host(), settings.port(), settings.username(), settings.password());
        return connection;
    }

    void giveBack(SmtpConnection connection) {
        if (connection.isUsable() && !closed) {
            idle.addFirst(connection);
        } else {
            connection.closeQuietly();
        }
        if (closed) {
            closeIdle();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
        writeTimer.shutdown();
    }

    private void closeIdle() {
        for (SmtpConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.closeQuietly();
        }
    }

    private static Properties properties(SmtpSettings settings, ScheduledExecutorService writeTimer) {
        var properties = new Properties();
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.put("mail.smtp.connectiontimeout", millis(settings.connectTimeout()));
        properties.put("mail.smtp.timeout", millis(settings.readTimeout()));
        properties.put("mail.smtp.writetimeout", millis(settings.writeTimeout()));
        properties.put("mail.smtp.executor.writetimeout", writeTimer);
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.ssl.enable", String.valueOf(settings.tls() == SmtpSettings.Tls.IMPLICIT));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.tls() == SmtpSettings.Tls.STARTTLS));
        properties.put(
                "mail.smtp.starttls.enable",
                String.valueOf(settings.tls() == SmtpSettings.Tls.STARTTLS
                        || settings.tls() == SmtpSettings.Tls.STARTTLS_IF_OFFERED));
        return properties;
    }

    private static String millis(Duration timeout) {
        return String.valueOf(Math.max(1, timeout.toMillis()));
    }

    /** Sockets that send what they are given at once: a command or the last piece of a message waits for no other's ACK. */
    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
