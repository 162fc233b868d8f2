package io.rekindle.channels.email;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.concurrent.Semaphore;

/**
 * E-mail through one SMTP relay (RFC 5321), over a few connections that are held across messages.
 *
 * <p><b>Guarantee.</b> At most one transaction per call reaches DATA, with one recipient, so that there is no partial
 * success. Its end is
 *
 * <ul>
 *   <li><i>accepted</i> once the relay has replied 2xx to the end of the data, even if the connection is lost right after;
 *   <li><i>rejected</i> after a 5xx to MAIL, RCPT, DATA or its end, except those that ask for authentication;
 *   <li><i>later</i> after a 4xx to any of them, or when the relay could not be reached, spoken to or logged in to, or went
 *       away, before it was ready for the data;
 *   <li><i>in doubt</i> when the relay was ready for the data and then gave no reply to its end: it may have taken the
 *       message, which RFC 5321 §6.1 and RFC 1047 describe. The Message-ID, {@code <touchpoint@domain>}, is what to look for.
 * </ul>
 *
 * <p><b>Not guaranteed</b>: that an accepted message arrives. Bounces come later, as events. A held connection that proves
 * dead at MAIL FROM is replaced by a new one within the same call: nothing of the message had been handed over.
 */
public final class SmtpChannel implements Channel {

    private final SmtpSettings settings;
    private final InternetAddress from;
    private final Clock clock;
    private final Semaphore connections;
    private final SmtpRelay relay;

    public SmtpChannel(SmtpSettings settings) {
        this.settings = settings;
        this.from = sender(settings);
        this.clock = Clock.systemUTC();
        this.connections = new Semaphore(settings.connections());
        this.relay = new SmtpRelay(settings);
    }

    @Override
    public ChannelName name() {
        return ChannelName.EMAIL;
    }

    @Override
    public Answer deliver(Message message) {
        InternetAddress to;
        try {
            to = MailAddress.parse(message.to().address());
        } catch (AddressException e) {
            return new Answer.Rejected("not an e-mail address that can be written to", true);
        }
        String messageId = "<" + message.touchpoint() + "@" + settings.messageIdDomain() + ">";
        byte[] mime = Letter.write(relay.session(), messageId, from, to, message.content(), Date.from(clock.instant()));
        try {
            connections.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Later("interrupted while waiting for a connection", null);
        }
        try {
            return send(to.getAddress(), messageId, mime);
        } finally {
            connections.release();
        }
    }

    private Answer send(String to, String messageId, byte[] mime) {
        SmtpConnection held = relay.held();
        if (held != null) {
            Answer answer = sendOver(held, to, messageId, mime);
            if (!held.wasStale()) {
                return answer;
            }
        }
        try {
            return sendOver(relay.open(), to, messageId, mime);
        } catch (AuthenticationFailedException e) {
            return new Answer.Later(
                    "the SMTP relay refused our user name or password; check the e-mail channel's settings", null);
        } catch (MessagingException e) {
            return new Answer.Later("no connection to the SMTP relay: " + reason(e), null);
        }
    }

    private Answer sendOver(SmtpConnection connection, String to, String messageId, byte[] mime) {
        try {
            return connection.send(settings.fromAddress(), to, messageId, mime);
        } finally {
            relay.giveBack(connection);
        }
    }

    /** Closes the held connections; one that is in use ends with its message. */
    @Override
    public void close() {
        relay.close();
    }

    private static String reason(MessagingException e) {
        Throwable cause = e.getCause();
        return cause == null
                ? String.valueOf(e.getMessage()).strip()
                : cause.getClass().getSimpleName();
    }

    private static InternetAddress sender(SmtpSettings settings) {
        try {
            return new InternetAddress(settings.fromAddress(), settings.fromName(), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
