package io.rekindle.channels.sms.gateway;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * How a provider calls back, in words. Places are JSON Pointers (RFC 6901) into one report; a form's field {@code mobile} is
 * {@code /mobile}.
 *
 * @param secret what the provider proves to know: by a signature, where there is one; else in the header or in the path
 * @param header the header with the secret, or with the signature
 * @param signature how callbacks are signed, or null; over texts with {@code {body}}, {@code {fields}}, {@code {secret}} and
 *     {@code {value:/timestamp}}
 * @param signatureAt where the signature stands in the body, or empty where it stands in the header
 * @param list where the list of reports stands; empty where the body is one or a list itself
 * @param country where numbers without a country code are, as {@code CN}; empty where all have one
 */
public record CallbackSettings(
        String secret,
        String header,
        @Nullable Signature signature,
        String signatureAt,
        String list,
        Status status,
        Reply reply,
        String country) {

    /** Before the place of a value in the body, among the placeholders of what is signed. */
    static final String VALUE = "value:";

    private static final int SHORTEST_SECRET = 16;
    private static final Set<String> PLACEHOLDERS = Set.of("body", "fields", "secret");

    /** What a status says of a message. */
    public enum Meaning {
        ON_ITS_WAY,
        DELIVERED,
        UNDELIVERED,
        BAD_NUMBER,
        UNSUBSCRIBED,
        /** Nothing is done about it. */
        IGNORED
    }

    /**
     * Where a status report says what.
     *
     * @param id the provider's name for the message, empty where it gives none
     * @param touchpoint what was sent as {@code {touchpoint}} or {@code {id}}, empty where it does not come back
     * @param status the word for what became of it; empty where there are no status reports
     */
    public record Status(
            String id, String touchpoint, String status, Map<Meaning, Set<String>> words, Meaning otherWords) {

        public Status {
            words = words.isEmpty() ? Map.of() : new EnumMap<>(words);
            if (!status.isEmpty() && id.isEmpty() && touchpoint.isEmpty()) {
                throw new IllegalArgumentException("a status report says whose it is by an id or a touchpoint");
            }
            long different =
                    words.values().stream().flatMap(Set::stream).distinct().count();
            if (different < words.values().stream().mapToLong(Set::size).sum()) {
                throw new IllegalArgumentException("a status of the provider stands for two things");
            }
        }

        Meaning meaning(String word) {
            return words.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(word))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(otherWords);
        }
    }

    /**
     * Where a reply says what: its id, which tells it from others, the customer's number, and what was written.
     */
    public record Reply(String id, String number, String text) {

        public Reply {
            if (!text.isEmpty() && (id.isEmpty() || number.isEmpty())) {
                throw new IllegalArgumentException("a reply has an id, a number and a text; its time may be its id");
            }
        }
    }

    public CallbackSettings {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "callbacks of an SMS provider need a secret of at least " + SHORTEST_SECRET + " characters");
        }
        Stream.of(signatureAt, list, status.id(), status.touchpoint(), status.status())
                .forEach(JsonPointer::compile);
        Stream.of(reply.id(), reply.number(), reply.text()).forEach(JsonPointer::compile);
        if (signature != null) {
            requireSecret(signature);
        }
    }

    private static void requireSecret(Signature signature) {
        String used = signature.over() + (signature.isKeyed() ? signature.key() : "");
        if (!used.contains("{secret}")) {
            throw new IllegalArgumentException("a signature without {secret} is one that anybody could make");
        }
        for (String name : Placeholders.names(used)) {
            if (!PLACEHOLDERS.contains(name) && !name.startsWith(VALUE + "/")) {
                throw new IllegalArgumentException("unknown placeholder of a callback's signature: " + name
                        + "; there are " + "body, fields, secret and value:/place");
            }
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CallbackSettings[" + (signature == null ? "secret" : signature) + "]";
    }
}
