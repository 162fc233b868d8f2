package io.rekindle.hook;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Hook;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the event of a webhook's body, as the rule book's file for the hook says. */
final class HookMapping {

    private static final Duration FUTURE = Duration.ofDays(1);

    /** Epoch seconds have ten digits until the year 2286; more are milliseconds. */
    private static final BigDecimal MOST_SECONDS = new BigDecimal("9999999999");

    private static final int LONGEST = 10_000;

    private final Hook hook;
    private final JsonNode body;
    private final List<Miss> misses = new ArrayList<>();

    private HookMapping(Hook hook, JsonNode body) {
        this.hook = hook;
        this.body = body;
    }

    /** A pointer of the rule book that found nothing, or nothing usable. */
    record Miss(String pointer, String code, String message) {}

    /** The event, or what stands against it. */
    record Mapped(@Nullable Event event, List<Miss> misses) {}

    /**
     * Reads the body.
     *
     * @param messageId the event's message id
     * @param sentAt the webhook's own time, for hooks that point to none
     */
    static Mapped map(Hook hook, JsonNode body, String messageId, Instant sentAt, Instant now) {
        return new HookMapping(hook, body).map(messageId, sentAt, now);
    }

    private Mapped map(String messageId, Instant sentAt, Instant now) {
        CustomerId customer = customer();
        Instant at = hook.occurredAt().isEmpty() ? sentAt : time(hook.occurredAt());
        if (at != null && (at.isBefore(Instant.EPOCH) || at.isAfter(now.plus(FUTURE)))) {
            misses.add(new Miss(hook.occurredAt(), "range", "it happened between 1970 and now"));
        }
        TreeMap<String, Object> properties = new TreeMap<>();
        hook.properties().forEach((name, pointer) -> {
            Object value = value(pointer);
            if (value != null) {
                properties.put(name, value);
            }
        });
        return customer == null || at == null || !misses.isEmpty()
                ? new Mapped(null, List.copyOf(misses))
                : new Mapped(new Event(messageId, customer, hook.event(), at, properties), List.of());
    }

    private @Nullable CustomerId customer() {
        Object value = value(hook.customer());
        if (value == null) {
            return null;
        }
        try {
            return new CustomerId(String.valueOf(value).strip());
        } catch (IllegalArgumentException cannotBeOne) {
            misses.add(new Miss(hook.customer(), "customer", "a customer's id has 1 to 200 characters"));
            return null;
        }
    }

    private @Nullable Instant time(String pointer) {
        Object value = value(pointer);
        if (value == null) {
            return null;
        }
        try {
            return value instanceof Number number
                    ? epoch(new BigDecimal(number.toString()))
                    : OffsetDateTime.parse(value.toString()).toInstant();
        } catch (DateTimeException | ArithmeticException notATime) {
            misses.add(new Miss(pointer, "time", "a time is ISO 8601 with its offset, or epoch seconds"));
            return null;
        }
    }

    private static Instant epoch(BigDecimal number) {
        return number.abs().compareTo(MOST_SECONDS) > 0
                ? Instant.ofEpochMilli(number.longValue())
                : Instant.ofEpochMilli(number.movePointRight(3).longValue());
    }

    /** The text, number or truth value at a pointer; a miss where there is none. */
    private @Nullable Object value(String pointer) {
        JsonNode node = body.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            misses.add(new Miss(pointer, "missing", "the body has nothing there"));
            return null;
        }
        if (node.isNumber()) {
            Number number = node.numberValue();
            boolean finite = !(number instanceof Double real) || Double.isFinite(real);
            if (finite && new BigDecimal(number.toString()).abs().compareTo(new BigDecimal("1e15")) < 0) {
                return number;
            }
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isString() && isStorable(node.asString())) {
            return node.asString();
        }
        misses.add(new Miss(pointer, "type", "what is there is not a text, number or truth value that can be kept"));
        return null;
    }

    private static boolean isStorable(String text) {
        return text.length() <= LONGEST
                && text.codePoints().noneMatch(sign -> sign == 0 || (sign >= 0xD800 && sign <= 0xDFFF));
    }
}
