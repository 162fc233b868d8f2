package io.rekindle.engine.trial;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.fact.Touch;
import io.rekindle.engine.rule.source.Phrase;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something a test lets happen, which becomes an event of its customer when its time (epoch milliseconds) comes. */
sealed interface Happening {

    long at();

    Phrase where();

    /** The event, as of what happened so far; empty where what it speaks of is not there. */
    Optional<Event> event(String messageId, CustomerId customer, History soFar);

    /** An event as it stands. */
    record Told(long at, Phrase where, String name, SortedMap<String, Object> properties) implements Happening {
        @Override
        public Optional<Event> event(String messageId, CustomerId customer, History soFar) {
            return Optional.of(new Event(messageId, customer, name, Instant.ofEpochMilli(at), properties));
        }
    }

    /** What becomes of the message of a step: opened, clicked, failed. */
    record Receipt(long at, Phrase where, String name, String step) implements Happening {
        @Override
        public Optional<Event> event(String messageId, CustomerId customer, History soFar) {
            return soFar.touches().stream()
                    .filter(touch -> touch.step().equals(step) && touch.at() <= at && touch.failed() > at)
                    .max(Comparator.comparingLong(Touch::at))
                    .map(touch -> {
                        var properties = new TreeMap<String, Object>();
                        properties.put("touchpoint", touch.id());
                        properties.put("channel", touch.channel().value());
                        return new Event(messageId, customer, name, Instant.ofEpochMilli(at), properties);
                    });
        }
    }

    /** A coupon is used. */
    record Redeemed(long at, Phrase where, String coupon) implements Happening {
        @Override
        public Optional<Event> event(String messageId, CustomerId customer, History soFar) {
            return soFar.holdings().stream()
                    .filter(one -> one.coupon().equals(coupon) && one.usableAt(at))
                    .min(Comparator.comparingLong(Holding::expiresAt))
                    .map(one -> {
                        var properties = new TreeMap<String, Object>();
                        properties.put("code", one.code());
                        return new Event(messageId, customer, "Coupon Redeemed", Instant.ofEpochMilli(at), properties);
                    });
        }
    }
}
