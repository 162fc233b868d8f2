package io.rekindle.channels.email.letter;

import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A message as the bytes that follow DATA: MIME (RFC 2045), UTF-8, text and HTML as alternatives (RFC 2046 §5.1.4).
 *
 * <p>The same message, letterhead and second make the same bytes, so that an attempt can be repeated as it was.
 */
public final class Letter {

    private static final String UTF_8 = "UTF-8";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private static final Pattern NOT_IN_FEEDBACK = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final Pattern NOT_IN_BOUNDARY = Pattern.compile("[^A-Za-z0-9-]");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private final String envelopeSender;
    private final String messageId;
    private final byte[] bytes;

    private Letter(String envelopeSender, String messageId, byte[] bytes) {
        this.envelopeSender = envelopeSender;
        this.messageId = messageId;
        this.bytes = bytes;
    }

    /** Writes a message to the address, dated as of the instant. */
    public static Letter write(Letterhead head, Message message, InternetAddress to, Instant at) {
        String touchpoint = message.touchpoint();
        String messageId = "<" + touchpoint + "@" + head.messageIdDomain() + ">";
        var fields = new Fields();
        fields.add("From", from(head));
        fields.add("To", to.getAddress());
        fields.add("Subject", encoded("Subject", oneLine(message.content().title())));
        fields.add("Date", DATE.format(at.atOffset(ZoneOffset.UTC)));
        fields.add("Message-ID", messageId);
        // RFC 3834 §5: nobody wrote it by hand, so no absence note is wanted.
        fields.add("Auto-Submitted", "auto-generated");
        stopping(fields, head, message);
        fields.add("MIME-Version", "1.0");
        byte[] body = body(fields, message).getBytes(StandardCharsets.US_ASCII);
        if (head.dkim() != null) {
            fields.addFirst(head.dkim().signature(fields, body, at));
        }
        return new Letter(head.envelopeSender(touchpoint), messageId, joined(fields, body));
    }

    /** Where it comes back to. */
    public String envelopeSender() {
        return envelopeSender;
    }

    /** The touchpoint's id, the same over every attempt. */
    public String messageId() {
        return messageId;
    }

    /** What follows DATA; not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** How a reader, or a mailbox provider for them, gets no more, and how the provider counts those who complain. */
    private static void stopping(Fields fields, Letterhead head, Message message) {
        Returns returns = head.returns();
        List<String> ways = new ArrayList<>();
        head.unsubscribeLink(message.touchpoint()).ifPresent(link -> ways.add("<" + link + ">"));
        if (returns != null) {
            ways.add("<mailto:"
                    + returns.unsubscribeAddress(message.touchpoint()).replace("+", "%2B") + "?subject=unsubscribe>");
        }
        if (!ways.isEmpty()) {
            fields.add("List-Unsubscribe", String.join(",\r\n ", ways));
        }
        if (head.unsubscribe() != null) {
            fields.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (head.feedbackSender() != null) {
            String campaign = NOT_IN_FEEDBACK.matcher(message.campaign()).replaceAll("-");
            fields.add("Feedback-ID", campaign + ":" + message.language() + ":rekindle:" + head.feedbackSender());
        }
    }

    private static String body(Fields fields, Message message) {
        Content content = message.content();
        Part text = Part.of("text/plain", content.text());
        if (content.html() == null) {
            text.describe(fields);
            return text.body().endsWith(Fields.CRLF) ? text.body() : text.body() + Fields.CRLF;
        }
        String boundary = "=_" + NOT_IN_BOUNDARY.matcher(message.touchpoint()).replaceAll("-");
        fields.add("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
        var body = new StringBuilder();
        for (Part part : List.of(text, Part.of("text/html", content.html()))) {
            var own = new Fields();
            part.describe(own);
            body.append("--").append(boundary).append(Fields.CRLF).append(own).append(Fields.CRLF);
            body.append(part.body()).append(Fields.CRLF);
        }
        return body.append("--").append(boundary).append("--\r\n").toString();
    }

    private static byte[] joined(Fields fields, byte[] body) {
        byte[] head = (fields + Fields.CRLF).getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static String from(Letterhead head) {
        try {
            return new InternetAddress(head.fromAddress(), head.fromName(), UTF_8).toString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String name, String value) {
        try {
            return MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(value, UTF_8, null));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A header is one line: a line break from a customer's name would begin another one. */
    private static String oneLine(String subject) {
        return CONTROLS.matcher(subject).replaceAll(" ").strip();
    }
}
