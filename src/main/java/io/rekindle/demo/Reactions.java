package io.rekindle.demo;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the invented customers react to messages that the sandbox took: who gets, opens and clicks them, and who orders.
 *
 * <p>A message's fate hangs on the seed and its touchpoint id alone, so a replay in another order gives the same. The
 * orders it brings come on top of those the customer places anyway, which is what a holdout must be able to show;
 * nobody in this shop uses a coupon for an order that would have come without it, which real people do.
 */
public final class Reactions {

    private final Settings how;
    private final ShopSettings shop;
    private final long seed;

    Reactions(Settings how, ShopSettings shop, long seed) {
        this.how = how;
        this.shop = shop;
        this.seed = seed;
    }

    /** A message that the sandbox took; a coupon is the one it brings or reminds of. */
    public record Message(
            String touchpoint,
            CustomerId customer,
            ChannelName channel,
            Instant sentAt,
            @Nullable Coupon coupon) {}

    /** A coupon's code, and when it can no longer be used. */
    public record Coupon(String code, Instant expiresAt) {}

    /**
     * What comes of messages in one channel.
     *
     * @param delivered share of all
     * @param read share of the delivered
     * @param readIsSeen whether the channel reports that a message was opened; SMS does not
     * @param clicked share of the read
     * @param hoursToRead exponential, with this mean
     */
    public record Response(double delivered, double read, boolean readIsSeen, double clicked, double hoursToRead) {}

    /**
     * How people react.
     *
     * @param channels by channel; in any other nobody reacts
     * @param ordersWithCoupon share of those who clicked that orders with the message's coupon, if it has one
     * @param orders share of those who clicked that orders where there is no coupon
     * @param daysToOrder from the click, exponential with this mean; an order after the coupon's end does not happen
     */
    public record Settings(
            Map<ChannelName, Response> channels, double ordersWithCoupon, double orders, double daysToOrder) {

        public Settings {
            channels = Map.copyOf(channels);
        }

        /**
         * Guesses, not measurements: about one message in fifty with a coupon brings an order. A campaign of three
         * touches so adds some five points, which a holdout of a few hundred can just show.
         */
        public static Settings standard() {
            return new Settings(
                    Map.of(
                            ChannelName.EMAIL, new Response(0.97, 0.30, true, 0.15, 6),
                            ChannelName.SMS, new Response(0.96, 0.90, false, 0.08, 1),
                            ChannelName.PUSH, new Response(0.85, 0.35, true, 0.20, 2)),
                    0.35,
                    0.12,
                    1.5);
        }
    }

    /** What happens after the message, in the order of time; nothing if it was not delivered. */
    public List<Event> to(Message message) {
        var chance = new Chance(seed, "reaction", message.touchpoint());
        Response response = how.channels().get(message.channel());
        List<Event> events = new ArrayList<>();
        if (response == null || !chance.happens(response.delivered())) {
            return events;
        }
        Instant delivered = message.sentAt().plusSeconds((long) (1 + chance.exponential(5)));
        events.add(receipt(message, "Message Delivered", "delivered-", delivered));
        Instant read = after(delivered, chance.exponential(response.hoursToRead()), Duration.ofHours(1));
        if (chance.happens(response.read())) {
            if (response.readIsSeen()) {
                events.add(receipt(message, "Message Opened", "opened-", read));
            }
            if (chance.happens(response.clicked())) {
                Instant clicked = after(read, chance.between(2, 40), Duration.ofSeconds(1));
                events.add(receipt(message, "Message Clicked", "clicked-", clicked));
                order(message, clicked, chance, events);
            }
        }
        return events;
    }

    private void order(Message message, Instant clicked, Chance chance, List<Event> events) {
        Coupon coupon = message.coupon();
        Instant at = after(clicked, chance.exponential(how.daysToOrder()), Duration.ofDays(1));
        boolean tooLate = coupon != null && !at.isBefore(coupon.expiresAt());
        if (!tooLate && chance.happens(coupon == null ? how.orders() : how.ordersWithCoupon())) {
            // One order a coupon, also where two messages speak of it: both would give the order the same id.
            String id = "r-" + (coupon == null ? message.touchpoint() : coupon.code());
            var properties = new TreeMap<String, Object>(
                    Map.of("order_id", id, "total", price(message.customer(), chance), "currency", "CNY"));
            if (coupon != null) {
                properties.put("coupon", coupon.code());
            }
            events.add(new Event("order-" + id, message.customer(), "Order Completed", at, properties));
        }
    }

    /** What this customer spends, as on any other order. */
    private BigDecimal price(CustomerId customer, Chance chance) {
        var spending = shop.spending();
        double rate = spending.rate(new Chance(seed, Life.SPENDING, customer.value()));
        return shop.cny(spending.order(rate, chance));
    }

    private static Event receipt(Message message, String name, String prefix, Instant at) {
        return new Event(
                prefix + message.touchpoint(),
                message.customer(),
                name,
                at,
                new TreeMap<>(Map.of(
                        "touchpoint",
                        message.touchpoint(),
                        "channel",
                        message.channel().value())));
    }

    private static Instant after(Instant start, double times, Duration unit) {
        return start.plusMillis((long) (times * unit.toMillis()));
    }
}
