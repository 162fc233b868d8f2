package io.rekindle.channels.sms.gateway;

import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.delivery.Answer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * How a provider's response is read.
 *
 * @param code where its code stands (RFC 6901), as in {@code /code}; {@code ""} is the whole body, plain text too
 * @param id where its name for the message stands, or {@code ""} for none
 * @param codes what its codes mean
 * @param otherCodes what a code means that is not among them
 */
public record Outcome(String code, String id, Map<Meaning, Set<String>> codes, Meaning otherCodes) {

    /** What a code says of the message. */
    public enum Meaning {
        ACCEPTED,
        REJECTED,
        BAD_NUMBER,
        UNSUBSCRIBED,
        LATER,
        IN_DOUBT
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What of a code may be repeated: a provider could send the whole request back. */
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,60}");

    public Outcome {
        codes = codes.isEmpty() ? Map.of() : new EnumMap<>(codes);
        JsonPointer.compile(code);
        JsonPointer.compile(id);
        if (codes.getOrDefault(Meaning.ACCEPTED, Set.of()).isEmpty() || otherCodes == Meaning.ACCEPTED) {
            throw new IllegalArgumentException("the provider's codes have to say which of them is success");
        }
        long different = codes.values().stream().flatMap(Set::stream).distinct().count();
        if (different < codes.values().stream().mapToLong(Set::size).sum()) {
            throw new IllegalArgumentException("a code of the provider stands for two things");
        }
    }

    Answer read(HttpResponse<String> response, String touchpoint, Instant now) {
        int status = response.statusCode();
        JsonNode body = body(response.body());
        JsonNode found = body.at(code);
        if (status == 429) {
            return later(response, "the SMS provider answered 429", now);
        }
        if (!found.isValueNode() || found.isNull() || found.asString().isEmpty()) {
            return withoutCode(response, now);
        }
        String given = found.asString().strip();
        String why = "the SMS provider answered " + status + ", code "
                + (PRINTABLE.matcher(given).matches() ? given : "unreadable");
        return switch (meaning(given, status)) {
            case ACCEPTED -> new Answer.Accepted(name(body, touchpoint));
            case REJECTED -> new Answer.Rejected(why, false);
            case BAD_NUMBER -> new Answer.Rejected(why, true);
            case UNSUBSCRIBED -> new Answer.Rejected(why, false, true);
            case LATER -> later(response, why, now);
            case IN_DOUBT -> new Answer.InDoubt(why);
        };
    }

    /** A gateway before the provider may answer 5xx with a body of its own: success counts with 2xx alone. */
    private Meaning meaning(String given, int status) {
        Meaning meaning = codes.entrySet().stream()
                .filter(entry -> entry.getValue().contains(given))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(status / 100 == 5 ? Meaning.IN_DOUBT : otherCodes);
        return meaning == Meaning.ACCEPTED && status / 100 != 2 ? Meaning.IN_DOUBT : meaning;
    }

    private static Answer withoutCode(HttpResponse<String> response, Instant now) {
        int status = response.statusCode();
        String why = "the SMS provider answered " + status + " without a code";
        if (status == 401 || status == 403) {
            return new Answer.Later(why + "; check the SMS channel's key", null);
        }
        if (status == 503 && OneRequest.retryAfter(response.headers(), now) != null) {
            return later(response, why, now);
        }
        return status / 100 == 4 && status != 408 ? new Answer.Rejected(why, false) : new Answer.InDoubt(why);
    }

    private static Answer later(HttpResponse<String> response, String why, Instant now) {
        return new Answer.Later(why, OneRequest.retryAfter(response.headers(), now));
    }

    private String name(JsonNode body, String touchpoint) {
        String name = id.isEmpty() ? "" : body.at(id).asString("");
        return name.isEmpty() ? touchpoint : name;
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return StringNode.valueOf(text.strip());
        }
    }
}
