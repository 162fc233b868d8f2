package io.rekindle.channels.email;

import io.rekindle.channels.email.letter.Letter;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.MailAddress;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;

/**
 * E-mail through one SMTP relay (RFC 5321), over a few connections that are held across messages.
 *
 * <p><b>Guarantee.</b> Each transaction has one recipient, so that there is no partial success. Its end is
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
 * <p>A definite failure is about the provider where the relay was down or said good-bye, refused our log-in or our sender, or
 * may not relay: another relay may try. It is about the message where that was said of the recipient or the letter.
 *
 * <p><b>Not guaranteed</b>: that an accepted message arrives. Bounces come later, as events. A held connection that proves
 * dead at MAIL FROM is replaced by a new one within the same call: nothing of the message had been handed over.
 */
public final class SmtpChannel implements Channel {

    private final Letterhead head;
    private final Clock clock;
    private final SmtpRelay relay;

    public SmtpChannel(SmtpSettings relay, Letterhead head) {
        this(relay, head, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock dates letters
     */
    public SmtpChannel(SmtpSettings relay, Letterhead head, Clock clock) {
        this.head = head;
        this.clock = clock;
        this.relay = new SmtpRelay(relay);
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
        Letter letter = Letter.write(head, message, to, clock.instant());
        try {
            return relay.send(to.getAddress(), letter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Later("interrupted while waiting for a connection", null, Answer.Cause.OUR_LIMITS);
        }
    }

    /** Closes the held connections; one that is in use ends with its message. */
    @Override
    public void close() {
        relay.close();
    }
}
