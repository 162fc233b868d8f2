package io.rekindle.channels.email.returns;

import io.rekindle.channels.email.OneLine;
import io.rekindle.channels.email.StatusCode;
import io.rekindle.channels.email.returns.Returned.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a report says of one recipient, before it is known whose letter it is about. */
record Report(Kind kind, @Nullable String address, @Nullable StatusCode status, String diagnostic) {

    private static final Pattern SMTP_REPLY =
            Pattern.compile("\\b[45]\\d\\d[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3}\\b)?[^\\n]{0,500}");
    private static final Pattern CODE = Pattern.compile("(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])");

    /** qmail's "QSBMF": each failed recipient in angle brackets at the start of a paragraph, with a colon. */
    private static final Pattern QMAIL = Pattern.compile("(?m)^<([^<>\\s]{3,254})>:\\s*\\n((?:[^\\n]++\\n?+){1,20}+)");

    /** A delivery status (RFC 3464 §2.3): its groups of recipients. */
    static List<Report> deliveryStatus(String text) {
        List<Report> reports = new ArrayList<>();
        for (Fields group : Fields.groups(text)) {
            group.value("Action").or(() -> group.value("Status")).ifPresent(any -> reports.add(recipient(group)));
        }
        return reports;
    }

    private static Report recipient(Fields group) {
        String diagnostic = typed(group.value("Diagnostic-Code").orElse(""));
        Optional<StatusCode> status = group.value("Status").flatMap(StatusCode::in);
        String address = typed(group.value("Original-Recipient")
                .or(() -> group.value("Final-Recipient"))
                .orElse(""));
        String action = group.value("Action").orElse("").toLowerCase(Locale.ROOT);
        return new Report(
                kind(action, status, diagnostic),
                address.isEmpty() ? null : address,
                status.orElse(null),
                OneLine.of(diagnostic));
    }

    private static Kind kind(String action, Optional<StatusCode> status, String diagnostic) {
        return switch (action) {
            case "delivered", "relayed", "expanded" -> Kind.DELIVERED;
            case "delayed" -> Kind.DELAYED;
            default -> failed(status, diagnostic);
        };
    }

    /** The reporter's own code, or, where that is vague, the code in the reply that it quotes. */
    private static Kind failed(Optional<StatusCode> status, String diagnostic) {
        if (status.isPresent() && status.get().kind() != 5) {
            return status.get().kind() == 2 ? Kind.DELIVERED : Kind.TRANSIENT;
        }
        boolean bad = StatusCode.saysAddressIsBad(status, diagnostic)
                || StatusCode.in(diagnostic).filter(StatusCode::meansBadAddress).isPresent();
        return bad ? Kind.PERMANENT : Kind.TRANSIENT;
    }

    /** What servers write in words alone: qmail's form, else the first reply or code that is quoted. */
    static List<Report> words(String text) {
        List<Report> reports = new ArrayList<>();
        Matcher qmail = QMAIL.matcher(text);
        while (reports.size() < 20 && qmail.find()) {
            reports.add(quoted(qmail.group(1), qmail.group(2)));
        }
        return reports.isEmpty() ? List.of(quoted(null, text)) : reports;
    }

    private static Report quoted(@Nullable String address, String text) {
        Matcher reply = SMTP_REPLY.matcher(text);
        String words = reply.find() ? reply.group() : text;
        Matcher inWords = CODE.matcher(text);
        Optional<StatusCode> status =
                StatusCode.in(words).or(() -> inWords.find() ? StatusCode.in(inWords.group()) : Optional.empty());
        boolean transientReply = status.isEmpty() && words.startsWith("4") && !words.equals(text);
        Kind kind = transientReply ? Kind.TRANSIENT : failed(status, words);
        return new Report(kind, address, status.orElse(null), OneLine.of(words));
    }

    /** A feedback report (RFC 5965 §3); empty for types that are no complaint about us. */
    static Optional<Report> feedback(String text) {
        Fields fields = Fields.head(text);
        String type = fields.value("Feedback-Type").orElse("").toLowerCase(Locale.ROOT);
        Kind kind =
                switch (type) {
                    case "abuse", "fraud" -> Kind.COMPLAINT;
                    case "opt-out", "opt-out-list" -> Kind.UNSUBSCRIBED;
                    default -> null;
                };
        if (kind == null) {
            return Optional.empty();
        }
        String address = fields.value("Original-Rcpt-To").orElse("").replaceAll("[<>]", "");
        String reporter = fields.value("User-Agent").orElse("");
        return Optional.of(
                new Report(kind, address.isEmpty() ? null : address, null, OneLine.of(type + " " + reporter)));
    }

    /** The value behind its type, as in {@code rfc822; ann@customer.example}. */
    private static String typed(String value) {
        String bare = value.substring(value.indexOf(';') + 1).strip();
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
