package io.rekindle.engine.rule.book;

import java.util.Map;

/**
 * How a webhook's body becomes an event: one file of hooks/.
 *
 * @param name the last part of its address, {@code /hooks/{name}}
 * @param event the event's name
 * @param customer JSON Pointer (RFC 6901) to the customer's id in the body
 * @param occurredAt JSON Pointer to the time it happened, or empty for the webhook's own timestamp
 * @param properties property name to JSON Pointer
 */
public record Hook(String name, String event, String customer, String occurredAt, Map<String, String> properties) {

    public Hook {
        properties = Map.copyOf(properties);
    }
}
