package io.rekindle.engine.event;

import io.rekindle.engine.customer.CustomerId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to one customer at one time; stored at most once, by its message id.
 *
 * @param messageId the sender's id of this event, the same on every retry; 1 to 200 characters
 * @param name the event's name in Segment's style, such as {@code Order Completed}
 * @param occurredAt when it happened (not when it arrived), to the millisecond
 * @param properties JSON values (string, number, boolean, list, map); sorted by key, so that equal events are equal bytes
 */
public record Event(
        String messageId, CustomerId customer, String name, Instant occurredAt, SortedMap<String, Object> properties) {

    private static final int MAX_MESSAGE_ID = 200;

    public Event {
        if (messageId.isBlank() || messageId.length() > MAX_MESSAGE_ID) {
            throw new IllegalArgumentException("a message id has 1 to " + MAX_MESSAGE_ID + " characters");
        }
        if (name.isBlank() || name.length() > MAX_MESSAGE_ID) {
            throw new IllegalArgumentException("an event name has 1 to " + MAX_MESSAGE_ID + " characters");
        }
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** The name as rule files write it: {@code Order Completed} is {@code order_completed}. */
    public String key() {
        return keyOf(name);
    }

    /** The key of an event name: lower case, words joined by an underscore. */
    public static String keyOf(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        StringBuilder key = new StringBuilder(lower.length());
        boolean joined = false;
        for (int at = 0, point; at < lower.length(); at += Character.charCount(point)) {
            point = lower.codePointAt(at);
            boolean word = Character.isLetter(point) || isNumber(point);
            if (word || !joined) {
                key.appendCodePoint(word ? point : '_');
            }
            joined = !word;
        }
        return key.toString();
    }

    private static boolean isNumber(int point) {
        int type = Character.getType(point);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** A property as text, or null when it is absent. */
    public @Nullable String text(String property) {
        Object value = properties.get(property);
        return value == null ? null : String.valueOf(value);
    }
}
