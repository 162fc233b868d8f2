package io.rekindle.channels.email;

import io.rekindle.engine.delivery.Content;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;

/** A message as the bytes that follow DATA: MIME (RFC 2045), UTF-8, text and HTML as alternatives (RFC 2046 §5.1.4). */
final class Letter extends MimeMessage {

    private static final String UTF_8 = "UTF-8";

    private final String messageId;

    private Letter(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static byte[] write(
            Session session, String messageId, InternetAddress from, InternetAddress to, Content content, Date date) {
        try {
            Letter letter = new Letter(session, messageId);
            letter.setFrom(from);
            letter.setRecipient(RecipientType.TO, to);
            letter.setSubject(oneLine(content.title()), UTF_8);
            letter.setSentDate(date);
            letter.setBody(content);
            letter.saveChanges();
            var bytes = new ByteArrayOutputStream(4096);
            letter.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException e) {
            throw new IllegalStateException("cannot write " + messageId + " as MIME", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setBody(Content content) throws MessagingException {
        String html = content.html();
        if (html == null) {
            setText(content.text(), UTF_8);
            return;
        }
        var text = new MimeBodyPart();
        text.setText(content.text(), UTF_8);
        var page = new MimeBodyPart();
        page.setText(html, UTF_8, "html");
        setContent(new MimeMultipart("alternative", text, page));
    }

    /** A header is one line: a line break from a customer's name would begin another one. */
    private static String oneLine(String subject) {
        return subject.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** The touchpoint's id over every attempt, not a new one each time. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
