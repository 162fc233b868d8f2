package io.rekindle.channels.email;

import io.rekindle.engine.delivery.Answer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the relay, which knows how far each transaction went.
 *
 * <p>Angus Mail opens it (EHLO, STARTTLS, AUTH) and frames the data; the transaction itself is run here, because the
 * exceptions of {@code SMTPTransport.sendMessage} cannot tell its phase. Read in its source (2.0.5) and shown by
 * {@code SendMessagePhaseTest}: after any refusal it sends RSET, and when the server has closed by then, the refusal is lost behind
 * "Can't send command", the same exception as for a lost reply; an end of file after the final dot comes as an
 * {@code SMTPSendFailedException} with code -1, like a refusal; and any 2xx but 250 after the dot is a failure to it. So
 * each reply is taken down as it is read, before anything else happens, and the phase is set before the bytes of the next
 * phase are written.
 */
final class SmtpConnection extends SMTPTransport {

    /** How far the transaction went. The server has all of the message only in the last, and may have it only then. */
    private enum Phase {
        /** No byte of the message has been written: whatever happens, it was not sent. */
        ENVELOPE,
        /** The server said 354. Its end has not been written, yet a server that takes a lost connection for it is known. */
        CONTENT,
        /** The final dot is written or about to be. */
        END
    }

    private Phase phase = Phase.ENVELOPE;

    /** Whether the attempt failed by the relay: it is down, or will not take it from us. */
    private boolean ownFault;

    /** The first reply since it was last cleared. */
    private SmtpReply reply = SmtpReply.NONE;

    /** The replies to MAIL and RCPT. */
    private SmtpReply sender = SmtpReply.NONE;

    private SmtpReply recipient = SmtpReply.NONE;

    /** How many of these two have been asked for and are still to be read. */
    private int outstanding;

    /** Whether Angus has sent RSET after a refusal and it worked. */
    private boolean wasReset;

    private boolean fresh = true;
    private boolean stale;
    private boolean usable;

    SmtpConnection(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    /** Attempts one message to one recipient; never throws for what the server or the network does. */
    synchronized Answer send(String from, String to, String messageId, byte[] mime) {
        phase = Phase.ENVELOPE;
        ownFault = false;
        reply = SmtpReply.NONE;
        sender = SmtpReply.NONE;
        recipient = SmtpReply.NONE;
        outstanding = 0;
        wasReset = false;
        usable = false;
        stale = !fresh;
        fresh = false;
        try {
            return transaction(from, to, messageId, mime);
        } catch (MessagingException
                | IOException
                | RuntimeException e) { // Angus reads on after it closed: a null pointer
            return afterFailure(messageId, e);
        } finally {
            stale = stale && (!sender.decides() || sender.closesTheChannel());
        }
    }

    /** Whether the last attempt failed for a reason that another relay may not have; never after one in doubt. */
    synchronized boolean failsForItself() {
        return ownFault;
    }

    /**
     * Whether a connection held since an earlier message proved dead or about to close at MAIL FROM: then nothing of the
     * message was handed over, and another connection may be tried within the same attempt.
     */
    synchronized boolean wasStale() {
        return stale;
    }

    /** Whether the transaction ended in a reply and the connection may carry another one. */
    synchronized boolean isUsable() {
        return usable;
    }

    private Answer transaction(String from, String to, String messageId, byte[] mime)
            throws MessagingException, IOException {
        boolean pipelining = supportsExtension("PIPELINING");
        sendCommand("MAIL FROM:<" + from + ">");
        outstanding = 1;
        if (!pipelining) {
            readOutstanding();
            if (!sender.isPositive()) {
                return refused(sender, "MAIL");
            }
        }
        sendCommand("RCPT TO:<" + to + ">");
        outstanding++;
        if (!pipelining) {
            readOutstanding();
            if (!recipient.isPositive()) {
                return refused(recipient, "RCPT");
            }
        }
        reply = SmtpReply.NONE;
        OutputStream content = data(); // RFC 2920: all three leave before any is answered
        if (!sender.isPositive() || !recipient.isPositive()) {
            reply = SmtpReply.NONE;
            finishData(); // to nobody, as §3.1 wants
            usable = sender.decides() && recipient.decides();
            return envelopeRefused();
        }
        return content(content, messageId, mime);
    }

    private Answer content(OutputStream content, String messageId, byte[] mime) throws MessagingException, IOException {
        phase = Phase.CONTENT;
        reply = SmtpReply.NONE;
        content.write(mime);
        phase = Phase.END;
        finishData();
        usable = true;
        return ended(reply, messageId);
    }

    /** The connection failed, or Angus threw for a reply: what was read and written before decides. */
    private Answer afterFailure(String messageId, Exception failure) {
        SmtpReply read = reply;
        if (phase == Phase.END && read.decides()) {
            resetQuietly(read);
            return ended(read, messageId);
        }
        if (phase != Phase.ENVELOPE) {
            return new Answer.InDoubt("connection lost after DATA, before the reply to its end: " + kind(failure));
        }
        if (sender.isRefusal() || recipient.isRefusal()) {
            return envelopeRefused();
        }
        if (sender.isPositive() && recipient.isPositive() && read.isRefusal()) {
            return refused(read, "DATA");
        }
        ownFault = true;
        return new Answer.Later("connection lost before DATA: " + kind(failure), null);
    }

    private Answer ended(SmtpReply end, String messageId) {
        if (end.isPositive()) {
            return new Answer.Accepted(end.queueId().orElse(messageId));
        }
        ownFault = end.closesTheChannel();
        return end.refusal("end of DATA", end.saysByCodeThatAddressIsBad());
    }

    private Answer envelopeRefused() {
        return sender.isPositive() ? refused(recipient, "RCPT") : refused(sender, "MAIL");
    }

    private Answer refused(SmtpReply refusal, String command) {
        if (!refusal.decides()) {
            ownFault = true;
            return new Answer.Later("connection lost before DATA: no reply to " + command, null);
        }
        resetQuietly(refusal);
        ownFault = refusal.closesTheChannel()
                || refusal.asksForAuthentication()
                || command.equals("MAIL")
                || refusal.saysWeMayNotRelay();
        return refusal.refusal(command, command.equals("RCPT") && refusal.saysAddressIsBad());
    }

    /** Leaves the connection ready for the next message, or unusable. */
    private void resetQuietly(SmtpReply refusal) {
        if (refusal.closesTheChannel() || usable) {
            return;
        }
        try {
            usable = wasReset || simpleCommand("RSET") == 250;
        } catch (MessagingException | RuntimeException e) {
            usable = false;
        }
    }

    /** Takes down each reply as it is read; those to MAIL and RCPT, where they are still to come, before any other. */
    @Override
    protected int readServerResponse() throws MessagingException {
        if (outstanding > 0) {
            readOutstanding();
        }
        int code = super.readServerResponse();
        if (reply.isNone()) {
            reply = new SmtpReply(code, getLastServerResponse());
        } else {
            wasReset = code == 250;
        }
        return code;
    }

    private void readOutstanding() throws MessagingException {
        while (outstanding > 0) {
            outstanding--;
            var read = new SmtpReply(super.readServerResponse(), getLastServerResponse());
            if (sender.isNone()) {
                sender = read;
            } else {
                recipient = read;
            }
        }
    }

    /** Ends the connection; QUIT is sent where that is still possible, its reply not awaited. */
    void closeQuietly() {
        try {
            close();
        } catch (MessagingException e) {
            usable = false; // it is closed all the same
        }
    }

    private static String kind(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }
}
