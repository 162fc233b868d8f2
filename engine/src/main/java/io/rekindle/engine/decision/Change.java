package io.rekindle.engine.decision;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that could happen to a customer, and be known.
 *
 * @param what whose it is: the topic, channel, tag, trait, event, step or coupon; empty where the kind says it all
 * @param value the value of a trait, or the touchpoint or code that is meant; else empty
 * @param count how often
 * @param amount minor units, for an order or a cart; 0 for any
 */
public record Change(Kind kind, String what, String value, long count, long amount) {

    /** The kinds, the smallest change first. */
    public enum Kind {
        CASES_CLOSED,
        CONSENT_GIVEN,
        CONSENT_WITHDRAWN,
        ADDRESS_GIVEN,
        TAG_ADDED,
        TAG_REMOVED,
        TRAIT_SET,
        VISITS,
        MESSAGE_OPENED,
        MESSAGE_CLICKED,
        COUPON_USED,
        EVENTS,
        CART,
        ORDERS;

        private final String key = name().toLowerCase(Locale.ROOT);

        public String key() {
            return key;
        }
    }

    /** Views within the same half hour are one visit, so each of several is half an hour from the next. */
    private static final long BETWEEN_VISITS = 30 * 60 * 1000L;

    static Change of(Kind kind, String what) {
        return new Change(kind, what, "", 1, 0);
    }

    static Change times(Kind kind, String what, long count) {
        return new Change(kind, what, "", count, 0);
    }

    static Change worth(Kind kind, String what, long amount) {
        return new Change(kind, what, "", 1, amount);
    }

    /** Whether the event of that key happens. */
    boolean makes(String key) {
        return kind == Kind.ORDERS
                ? key.equals(EventNames.ORDER_COMPLETED)
                : (kind == Kind.CART || kind == Kind.EVENTS) && key.equals(what);
    }

    /** The customer with the change made, where it is not an event. */
    Profile in(Profile profile) {
        if (kind != Kind.ADDRESS_GIVEN) {
            return profile;
        }
        Set<ChannelName> reachable = new HashSet<>(profile.reachable());
        reachable.add(new ChannelName(what));
        return new Profile(profile.id(), profile.zone(), profile.language(), reachable);
    }

    /** Lets it happen at the instant (epoch milliseconds). */
    void in(History history, CustomerId customer, long at) {
        List<Event> events = new ArrayList<>();
        switch (kind) {
            case CASES_CLOSED ->
                history.openCases(at)
                        .forEach(id -> events.add(event(customer, at, "Case Closed", Map.of("case_id", id))));
            case CONSENT_GIVEN -> events.add(event(customer, at, "Consent Granted", Map.of("topic", what)));
            case CONSENT_WITHDRAWN -> events.add(event(customer, at, "Consent Withdrawn", Map.of("topic", what)));
            case TAG_ADDED -> events.add(event(customer, at, "Tag Added", Map.of("tag", what)));
            case TAG_REMOVED -> events.add(event(customer, at, "Tag Removed", Map.of("tag", what)));
            case TRAIT_SET -> events.add(event(customer, at, "Traits Changed", Map.of("traits", Map.of(what, value))));
            case MESSAGE_OPENED -> events.add(event(customer, at, "Message Opened", Map.of("touchpoint", value)));
            case MESSAGE_CLICKED -> events.add(event(customer, at, "Message Clicked", Map.of("touchpoint", value)));
            case COUPON_USED -> events.add(event(customer, at, "Coupon Redeemed", Map.of("code", value)));
            case VISITS -> several(events, customer, at, BETWEEN_VISITS, "Page Viewed", Map.of());
            case EVENTS, CART -> several(events, customer, at, 1, what, Map.of("value", money()));
            case ORDERS -> several(events, customer, at, 1, "Order Completed", Map.of("total", money()));
            case ADDRESS_GIVEN -> {}
        }
        events.forEach(event -> Fold.apply(history, event));
    }

    private void several(
            List<Event> events, CustomerId customer, long at, long apart, String name, Map<String, Object> properties) {
        for (long index = count - 1; index >= 0; index--) {
            events.add(event(customer, at - index * apart, name, properties));
        }
    }

    private String money() {
        return BigDecimal.valueOf(amount, 2).toPlainString();
    }

    private static Event event(CustomerId customer, long at, String name, Map<String, Object> properties) {
        SortedMap<String, Object> sorted = new TreeMap<>(properties);
        return new Event("what-if", customer, name, Instant.ofEpochMilli(at), sorted);
    }
}
