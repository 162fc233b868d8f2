package io.rekindle.channels.email.returns;

import io.rekindle.channels.email.letter.Returns;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out whose letter a mail is about: by the address of ours that it was sent to, or by what it returns of the letter. */
final class Whose {

    /** Where servers write down the address a mail was for. */
    private static final List<String> RECIPIENTS = List.of(
            "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-RCPT-TO", "To");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:\"@]{1,64}@[^\\s<>,;:\"@]{1,255}");
    private static final Pattern SEALED = Pattern.compile("(?<![a-z0-9.-])[a-z0-9-]{1,36}\\.[0-9a-f]{16}(?![0-9a-f.])");
    private static final Pattern PLAIN_ID = Pattern.compile("[a-z0-9-]{1,36}");

    /** A touchpoint, and whether our seal proves it. */
    record Letter(String touchpoint, boolean proven) {}

    private final Returns returns;
    private final String messageIdDomain;

    Whose(Returns returns, String messageIdDomain) {
        this.returns = returns;
        this.messageIdDomain = messageIdDomain.toLowerCase(Locale.ROOT);
    }

    /** What the addresses of ours say that the mail was sent to. */
    Optional<Returns.Mark> mark(Parts mail) {
        return recipients(mail)
                .flatMap(address -> returns.read(address).stream())
                .findFirst();
    }

    /** Whether it was sent to an address that only looks like ours. */
    boolean isForged(Parts mail) {
        return recipients(mail).anyMatch(returns::isForged);
    }

    /** The letter of which the mail returns all or the head. */
    Optional<Letter> returned(Parts mail) {
        return mail.first("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")
                .flatMap(this::letter);
    }

    /** By what our seal proves, else by the Message-ID. */
    Optional<Letter> letter(String head) {
        Fields fields = Fields.head(head);
        Optional<Letter> proven = proven(fields);
        return proven.isPresent() ? proven : fields.value("Message-ID").flatMap(this::byMessageId);
    }

    private Optional<Letter> proven(Fields fields) {
        Stream<String> bounces = addresses(fields.value("Return-Path").orElse(""))
                .flatMap(address -> returns.read(address).stream())
                .map(Returns.Mark::touchpoint);
        List<String> links = new ArrayList<>();
        Matcher sealed = SEALED.matcher(
                fields.value("List-Unsubscribe").orElse("").replace("%2B", "+").toLowerCase(Locale.ROOT));
        while (links.size() < 4 && sealed.find()) {
            returns.seal().open(Purpose.UNSUBSCRIBE, sealed.group()).ifPresent(links::add);
        }
        return Stream.concat(bounces, links.stream()).findFirst().map(id -> new Letter(id, true));
    }

    private Optional<Letter> byMessageId(String value) {
        String id = value.strip().toLowerCase(Locale.ROOT);
        String end = "@" + messageIdDomain + ">";
        if (!id.startsWith("<") || !id.endsWith(end)) {
            return Optional.empty();
        }
        String touchpoint = id.substring(1, id.length() - end.length());
        return PLAIN_ID.matcher(touchpoint).matches() ? Optional.of(new Letter(touchpoint, false)) : Optional.empty();
    }

    private static Stream<String> recipients(Parts mail) {
        return RECIPIENTS.stream().flatMap(name -> mail.values(name).stream()).flatMap(Whose::addresses);
    }

    private static Stream<String> addresses(String value) {
        return ADDRESS.matcher(value).results().limit(20).map(MatchResult::group);
    }
}
