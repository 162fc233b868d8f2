package io.rekindle.channels.email;

import io.rekindle.channels.email.letter.Letter;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Answer.Cause;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/** Opens so many connections to the relay at most and keeps those that can be used again, the last used first. */
final class SmtpRelay implements AutoCloseable {

    private final SmtpSettings settings;
    private final Session session;
    private final ScheduledExecutorService writeTimer;
    private final ConcurrentLinkedDeque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore connections;
    private volatile boolean closed;

    SmtpRelay(SmtpSettings settings) {
        this.settings = settings;
        connections = new Semaphore(settings.connections());
        writeTimer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "smtp-write-timer");
            thread.setDaemon(true);
            return thread;
        });
        session = Session.getInstance(properties(settings, writeTimer));
    }

    /** Attempts the letter once; a held connection that proves dead at MAIL FROM is replaced by a new one. */
    Answer send(String to, Letter letter) throws InterruptedException {
        connections.acquire();
        try {
            return attempt(to, letter);
        } finally {
            connections.release();
        }
    }

    private Answer attempt(String to, Letter letter) {
        SmtpConnection held = idle.pollFirst();
        if (held != null) {
            Answer answer = sendOver(held, to, letter);
            if (!held.wasStale()) {
                return answer;
            }
        }
        try {
            return sendOver(open(), to, letter);
        } catch (AuthenticationFailedException e) {
            return new Answer.Later(
                    "the SMTP relay refused our user name or password; check the e-mail channel's settings", null);
        } catch (MessagingException e) {
            return new Answer.Later("no connection to the SMTP relay: " + reason(e), null);
        }
    }

    private Answer sendOver(SmtpConnection connection, String to, Letter letter) {
        try {
            Answer answer = connection.send(letter.envelopeSender(), to, letter.messageId(), letter.bytes());
            return answer.because(connection.failsForItself() ? Cause.PROVIDER : Cause.MESSAGE);
        } finally {
            giveBack(connection);
        }
    }

    private static String reason(MessagingException e) {
        Throwable cause = e.getCause();
        return cause == null
                ? String.valueOf(e.getMessage()).strip()
                : cause.getClass().getSimpleName();
    }

    private SmtpConnection open() throws MessagingException {
        var connection = new SmtpConnection(session);
        connection.connect(settings.host(), settings.port(), settings.username(), settings.password());
        return connection;
    }

    private void giveBack(SmtpConnection connection) {
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
        if (settings.certificates() != null) {
            properties.put("mail.smtp.ssl.socketFactory", Authorities.socketFactory(settings.certificates()));
        }
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
}
