package io.rekindle.channels.sms.gateway;

import io.rekindle.channels.sms.Keyword;
import io.rekindle.channels.sms.PhoneNumbers;
import io.rekindle.channels.sms.SmsReport;
import io.rekindle.channels.sms.SmsReport.Fate;
import io.rekindle.channels.sms.gateway.CallbackSettings.Meaning;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a provider that its settings describe calls back with: status reports and replies, as JSON or as a form. */
public final class GatewayCallbacks {

    private static final String NO_COUNTRY = "ZZ";
    private static final String BEARER = "Bearer ";
    private static final Pattern HEX_ID =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");
    private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{6,14}");

    private final CallbackSettings settings;

    public GatewayCallbacks(CallbackSettings settings) {
        this.settings = settings;
    }

    /**
     * A request as it came.
     *
     * @param body its text, which may be what is signed
     * @param content the same as JSON, or a form's fields as an object
     * @param header the value of the header that the settings name, or null
     * @param pathSecret the last part of the path where it has one more than usual, or null
     */
    public record Request(
            String body,
            JsonNode content,
            @Nullable String header,
            @Nullable String pathSecret) {

        /** Nothing of it: it is personal data. */
        @Override
        public String toString() {
            return "Request[****]";
        }
    }

    /** Whether it comes from somebody who knows the secret. */
    public boolean isGenuine(Request request) {
        Signature signature = settings.signature();
        String header = request.header() == null ? "" : request.header();
        if (signature != null) {
            String given = settings.signatureAt().isEmpty()
                    ? header
                    : request.content().at(settings.signatureAt()).asString("");
            String right = signature.sign(filled(signature.over(), request), filled(signature.key(), request));
            return same(given, right);
        }
        String bare = header.startsWith(BEARER) ? header.substring(BEARER.length()) : header;
        return same(bare, settings.secret()) || same(request.pathSecret(), settings.secret());
    }

    private String filled(String text, Request request) {
        return Placeholders.fill(text, name -> {
            if (name.startsWith(CallbackSettings.VALUE)) {
                return request.content()
                        .at(name.substring(CallbackSettings.VALUE.length()))
                        .asString("");
            }
            return switch (name) {
                case "secret" -> settings.secret();
                case "body" -> request.body();
                default -> fields(request.content());
            };
        });
    }

    /** All fields but the signature itself, sorted. */
    private String fields(JsonNode content) {
        return content.properties().stream()
                .filter(field -> !("/" + field.getKey()).equals(settings.signatureAt()))
                .map(field -> field.getKey() + "=" + field.getValue().asString(""))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /** What a genuine request says; reports that say nothing are left out. */
    public List<SmsReport> read(JsonNode content) {
        JsonNode listed = content.at(settings.list());
        List<SmsReport> reports = new ArrayList<>();
        for (JsonNode one : listed.isArray() ? listed : List.of(listed)) {
            // First replies: a stop that is taken for something else would be lost.
            reply(one).or(() -> status(one)).ifPresent(reports::add);
        }
        return reports;
    }

    private Optional<SmsReport> reply(JsonNode one) {
        CallbackSettings.Reply at = settings.reply();
        String text = at(one, at.text());
        String number = at(one, at.number());
        if (text.isBlank() || number.isBlank()) {
            return Optional.empty();
        }
        String from = e164(number);
        // A time as an id is not unique over customers: the number makes it so.
        String id = hash(at(one, at.id()) + " " + from);
        return Optional.of(
                new SmsReport.Reply(id, from, "", text, Keyword.of(text).orElse(null)));
    }

    private Optional<SmsReport> status(JsonNode one) {
        CallbackSettings.Status at = settings.status();
        String word = at(one, at.status()).strip();
        String id = at(one, at.id());
        String touchpoint = touchpoint(at(one, at.touchpoint()));
        if (word.isEmpty() || (id.isEmpty() && touchpoint.isEmpty())) {
            return Optional.empty();
        }
        Meaning meaning = at.meaning(word);
        Fate fate =
                switch (meaning) {
                    case ON_ITS_WAY -> Fate.ON_ITS_WAY;
                    case DELIVERED -> Fate.DELIVERED;
                    case UNDELIVERED, BAD_NUMBER, UNSUBSCRIBED -> Fate.UNDELIVERED;
                    case IGNORED -> Fate.UNKNOWN;
                };
        return Optional.of(new SmsReport.Status(
                id.isEmpty() ? touchpoint : id,
                touchpoint.isEmpty() ? null : touchpoint,
                fate,
                0,
                meaning == Meaning.BAD_NUMBER,
                meaning == Meaning.UNSUBSCRIBED));
    }

    private static String at(JsonNode one, String place) {
        return place.isEmpty() ? "" : one.at(place).asString("");
    }

    /** As we know it, where it went out without dashes. */
    private static String touchpoint(String text) {
        return HEX_ID.matcher(text).replaceFirst("$1-$2-$3-$4-$5").toLowerCase(java.util.Locale.ROOT);
    }

    private String e164(String number) {
        String country = settings.country();
        Optional<String> read = country.isEmpty()
                ? PhoneNumbers.e164(DIGITS.matcher(number).matches() ? "+" + number : number, NO_COUNTRY)
                : PhoneNumbers.e164(number, country);
        return read.orElse("");
    }

    private static boolean same(@Nullable String given, String right) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
