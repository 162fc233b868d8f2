package io.rekindle.api;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.postgres.CustomerRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads messages in Segment's shape: one, a list, or {@code {"batch": [...]}}. All of them are right, or none is taken. */
final class SegmentReader {

    private static final int MOST = 500;
    private static final int LONGEST_ID = 180;
    private static final int LONGEST_NAME = 200;
    private static final Duration FUTURE = Duration.ofDays(1);

    /** Ours to say. */
    private static final Set<String> RESERVED = Set.of(
            EventNames.LIFECYCLE_CHANGED,
            EventNames.CAMPAIGN_ENTERED,
            EventNames.CAMPAIGN_EXITED,
            EventNames.STEP_DECIDED,
            EventNames.COUPON_ISSUED,
            EventNames.COUPON_REDEEMED,
            EventNames.MESSAGE_FAILED,
            EventNames.TRAITS_CHANGED);

    private final Instant now;
    private final String country;
    private final Faults faults = new Faults();
    private final JsonValues values = new JsonValues(faults);
    private final List<Event> events = new ArrayList<>();
    private final List<CustomerRecord> customers = new ArrayList<>();

    /**
     * @param country where a phone number without a country code is; empty where each must say its own
     */
    SegmentReader(Instant now, String country) {
        this.now = now;
        this.country = country;
    }

    /** What the messages come to. */
    record Taken(List<Event> events, List<CustomerRecord> customers) {}

    /** Reads a body, or ends the request with all that is wrong with it. */
    Taken read(JsonNode body) {
        JsonNode list = body.isObject() && body.path("batch").isArray() ? body.path("batch") : body;
        String place = list.equals(body) ? "" : "/batch";
        if (list.isArray()) {
            if (list.size() > MOST) {
                faults.add(place, "too-many", "send at most " + MOST + " messages at once");
            } else if (list.isEmpty()) {
                faults.add(place, "missing", "there is no message in it");
            }
            for (int index = 0; index < list.size() && list.size() <= MOST; index++) {
                message(list.get(index), place + "/" + index);
            }
        } else {
            message(list, "");
        }
        faults.raise("nothing was stored; put these right and send it again");
        return new Taken(events, customers);
    }

    private void message(JsonNode message, String place) {
        int before = faults.size();
        if (!message.isObject()) {
            faults.add(place, "type", "a message is a JSON object");
            return;
        }
        String type = required(message, "type", place, LONGEST_NAME);
        String id = required(message, "messageId", place, LONGEST_ID);
        String user = required(message, "userId", place, LONGEST_NAME);
        Instant at = timestamp(message, place);
        String name = type == null ? null : name(type, message, place);
        SortedMap<String, Object> properties = values.members(message.get("properties"), place + "/properties");
        SortedMap<String, Object> traits = values.members(message.get("traits"), place + "/traits");
        if (type == null || id == null || user == null || name == null || faults.size() > before) {
            return;
        }
        CustomerId customer = new CustomerId(user);
        if (type.equals("identify")) {
            Identity identity = Identity.read(customer, traits, message.path("context"), country, place, faults);
            properties = new TreeMap<>();
            properties.put("traits", identity.traits());
            customers.add(identity.customer());
        }
        events.add(new Event("api/" + id, customer, name, at, properties));
    }

    private @Nullable String required(JsonNode message, String field, String place, int longest) {
        JsonNode node = message.path(field);
        String text =
                node.isString() || node.isIntegralNumber() ? node.asString().strip() : "";
        if (text.isEmpty()) {
            String hint = field.equals("userId") && message.has("anonymousId")
                    ? "visitors become customers with their first userId"
                    : field + " is missing";
            faults.add(place + "/" + field, "missing", hint);
            return null;
        }
        if (text.length() > longest) {
            faults.add(place + "/" + field, "too-long", field + " has at most " + longest + " characters");
            return null;
        }
        return values.text(text, place + "/" + field);
    }

    /** The event's name, or null where there is a fault. */
    private @Nullable String name(String type, JsonNode message, String place) {
        switch (type) {
            case "track" -> {
                String name = required(message, "event", place, LONGEST_NAME);
                if (name != null && RESERVED.contains(Event.keyOf(name))) {
                    faults.add(place + "/event", "reserved", "\"" + name + "\" is said by Rekindle itself");
                    return null;
                }
                return name;
            }
            case "identify" -> {
                return "Traits Changed";
            }
            case "page" -> {
                return "Page Viewed";
            }
            case "screen" -> {
                return "Screen Viewed";
            }
            default -> {
                faults.add(place + "/type", "unknown", "type is track, identify, page or screen");
                return null;
            }
        }
    }

    private Instant timestamp(JsonNode message, String place) {
        JsonNode node = message.path("timestamp");
        if (node.isMissingNode() || node.isNull()) {
            return now;
        }
        try {
            Instant at = OffsetDateTime.parse(node.asString("")).toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(now.plus(FUTURE))) {
                faults.add(place + "/timestamp", "range", "it happened between 1970 and now");
            }
            return at;
        } catch (DateTimeException notATime) {
            faults.add(place + "/timestamp", "type", "a time is written as 2026-11-21T20:30:00Z");
            return now;
        }
    }
}
