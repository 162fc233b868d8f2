package io.rekindle.engine.fact;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Events of one customer as a shop might send them, and as Rekindle adds them; seeded. */
final class RandomEvents {

    private static final long START = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_AND_A_HALF = 548L * 24 * 3600 * 1000;
    private static final List<String> NAMES = List.of(
            "Page Viewed",
            "Product Viewed",
            "Order Completed",
            "Order Refunded",
            "Refund Requested",
            "Tag Added",
            "Tag Removed",
            "Consent Granted",
            "Consent Withdrawn",
            "Unsubscribed",
            "Cart Abandoned",
            "Traits Changed",
            "User Registered",
            "Lifecycle Changed",
            "Campaign Entered",
            "Campaign Exited",
            "Step Decided",
            "Coupon Issued",
            "Coupon Redeemed",
            "Message Opened",
            "Message Clicked",
            "Message Replied",
            "Message Failed",
            "Message Bounced");

    private final Random random;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            // Few distinct instants, so that ties are common.
            long at = START + random.nextInt(400) * (YEAR_AND_A_HALF / 400);
            events.add(new Event(
                    "m" + index, new CustomerId("c1"), name, Instant.ofEpochMilli(at), new TreeMap<>(properties())));
        }
        return events;
    }

    private Map<String, Object> properties() {
        Map<String, Object> all = new TreeMap<>();
        all.put("order_id", "o" + random.nextInt(10));
        all.put("total", random.nextInt(500_00) / 100.0);
        all.put("category", "category " + random.nextInt(400));
        all.put("products", List.of(Map.of("sku", "s" + random.nextInt(5), "price", 3.5, "quantity", 2)));
        all.put("tag", random.nextBoolean() ? "baby" : "garden");
        all.put("topic", random.nextBoolean() ? "marketing_sms" : "push_opt_in");
        all.put("channel", random.nextBoolean() ? "sms" : "push");
        all.put("kind", "permanent");
        all.put("traits", Map.of("tier", "t" + random.nextInt(3), "first_name", "Never in facts"));
        all.put("to", random.nextBoolean() ? "active" : "dormant");
        // A message belongs to one step of one entry.
        int entry = random.nextInt(3);
        all.put("entry", "e" + entry);
        all.put("touchpoint", "t" + entry);
        all.put("campaign", "welcome");
        all.put("variant", "A");
        all.put("holdout", "false");
        all.put("occasion", "1");
        all.put("reason", "completed");
        all.put("step", "s");
        all.put("outcome", "send");
        all.put("send_at", "7");
        all.put("code", "k" + random.nextInt(3));
        all.put("coupon", "k" + random.nextInt(3));
        all.put("expires_at", "9");
        return all;
    }
}
