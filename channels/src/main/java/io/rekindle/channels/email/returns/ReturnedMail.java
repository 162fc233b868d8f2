package io.rekindle.channels.email.returns;

import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.returns.Returned.Kind;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads mails that came back: reports, complaints, and "no more"; anything else says nothing here. */
public final class ReturnedMail {

    private static final int ID_BYTES = 16;

    private final Whose whose;

    /**
     * A reader.
     *
     * @param messageIdDomain of the letters, see {@link io.rekindle.channels.email.letter.Letterhead}
     */
    public ReturnedMail(Returns returns, String messageIdDomain) {
        whose = new Whose(returns, messageIdDomain);
    }

    /**
     * What a mail says about letters of ours; nothing where it is an absence note, a person's, about nobody we know, or sent to
     * an address of ours whose seal is broken.
     *
     * @param raw the mail's bytes, of which the first 256 KB are read
     * @throws IOException if the stream fails, or has not even a header
     */
    public List<Returned> read(InputStream raw) throws IOException {
        Parts mail = Parts.of(raw);
        if (whose.isForged(mail)) {
            return List.of();
        }
        Optional<Returns.Mark> mark = whose.mark(mail);
        Optional<Whose.Letter> letter = mark.map(ours -> new Whose.Letter(ours.touchpoint(), true))
                .or(() -> whose.returned(mail))
                .or(() -> qmailCopy(mail));
        List<Report> reports = reports(mail, mark);
        if (letter.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, reports.size())
                .mapToObj(i -> returned(mail, letter.get(), reports.get(i), i))
                .toList();
    }

    private List<Report> reports(Parts mail, Optional<Returns.Mark> mark) {
        if (mark.isPresent() && mark.get().purpose() == Purpose.UNSUBSCRIBE) {
            return isAutomaticReply(mail) ? List.of() : List.of(new Report(Kind.UNSUBSCRIBED, null, null, "by mail"));
        }
        Optional<String> feedback = mail.first("message/feedback-report");
        if (feedback.isPresent()) {
            return Report.feedback(feedback.get()).stream().toList();
        }
        Optional<String> status = mail.first("message/delivery-status", "message/global-delivery-status");
        if (status.isPresent()) {
            return Report.deliveryStatus(status.get());
        }
        return saysInWords(mail) ? Report.words(mail.first("text/plain").orElse("")) : List.of();
    }

    /** A report by a server that knows no better form, rather than an absence note or a person's answer. */
    private static boolean saysInWords(Parts mail) {
        String text = mail.first("text/plain").orElse("");
        if (text.startsWith("Hi. This is the")
                || !mail.values("X-Failed-Recipients").isEmpty()) {
            return true;
        }
        String from = String.join(" ", mail.values("From")).toLowerCase(Locale.ROOT);
        boolean byServer = from.contains("mailer-daemon") || from.contains("postmaster");
        return byServer && !isAutomaticReply(mail);
    }

    private static boolean isAutomaticReply(Parts mail) {
        return mail.values("Auto-Submitted").stream().anyMatch(value -> value.startsWith("auto-replied"))
                || !mail.values("X-Autoreply").isEmpty()
                || !mail.values("X-Autorespond").isEmpty();
    }

    /** qmail and old Exims add the letter to the text, below a line that says so. */
    private Optional<Whose.Letter> qmailCopy(Parts mail) {
        String text = mail.first("text/plain").orElse("");
        int line = Math.max(
                text.indexOf("--- Below this line is a copy of the message."),
                text.indexOf("------ This is a copy of the message"));
        int begin = line < 0 ? -1 : text.indexOf("\n", line);
        return begin < 0 ? Optional.empty() : whose.letter(text.substring(begin).strip());
    }

    private static Returned returned(Parts mail, Whose.Letter letter, Report report, int index) {
        String address = report.address() == null ? null : report.address().replaceAll("\\s", "");
        return new Returned(
                id(mail, letter, report, index),
                report.kind(),
                letter.touchpoint(),
                letter.proven(),
                address,
                report.status(),
                report.diagnostic());
    }

    private static String id(Parts mail, Whose.Letter letter, Report report, int index) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            List<String> messageId = mail.values("Message-ID");
            hash.update(messageId.isEmpty() ? mail.start() : messageId.get(0).getBytes(StandardCharsets.UTF_8));
            hash.update((letter.touchpoint() + report.kind() + index).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash.digest(), 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
