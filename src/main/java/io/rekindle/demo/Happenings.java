package io.rekindle.demo;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that happens to one customer besides the orders: consents, visits, carts left, refunds, tags. */
final class Happenings {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS_BEFORE = 3;
    private static final int DAYS_AFTER = 5;
    private static final int BABY_DAYS = 30;

    private static final List<String> PAGES = List.of("/", "/new", "/sale", "/food", "/home", "/baby", "/garden");

    private final ShopSettings settings;
    private final Life life;
    private final List<Event> events = new ArrayList<>();

    private Happenings(ShopSettings settings, Life life) {
        this.settings = settings;
        this.life = life;
    }

    /** The customer's events up to the last week's end, in the order of time. */
    static List<Event> of(ShopSettings settings, Life life) {
        var happenings = new Happenings(settings, life);
        happenings.registers();
        happenings.allows();
        happenings.visits();
        happenings.refunds();
        return happenings.events.stream()
                .sorted(Comparator.comparing(Event::occurredAt).thenComparing(Event::messageId))
                .toList();
    }

    private void registers() {
        happens("registered", "User Registered", life.registered(), Map.of());
        var chance = life.chance("family");
        if (chance.happens(settings.people().withBaby())) {
            Instant told = life.registered().plus(days(chance.between(0, BABY_DAYS)));
            happens("tag-baby", "Tag Added", told, Map.of("tag", "baby"));
        }
    }

    private void allows() {
        var permissions = settings.permissions();
        var shares = new TreeMap<String, Double>();
        for (ContactPoint point : life.customer().contactPoints()) {
            switch (point.channel().value()) {
                case "email" -> shares.put("marketing_email", permissions.email());
                case "sms" -> shares.put("marketing_sms", permissions.sms());
                default -> shares.put("push_opt_in", permissions.push());
            }
        }
        shares.put("personalised", permissions.personalised());
        var chance = life.chance("permissions");
        shares.forEach((topic, share) -> {
            boolean granted = chance.happens(share);
            double withdrawn = life.registeredWeek() + chance.exponential(1 / permissions.withdrawnPerWeek());
            if (granted) {
                Map<String, Object> properties = Map.of("topic", topic);
                happens("granted-" + topic, "Consent Granted", life.registered(), properties);
                if (withdrawn < settings.weeks()) {
                    happens("withdrawn-" + topic, "Consent Withdrawn", life.at(withdrawn), properties);
                }
            }
        });
        unsubscribes(life.chance("unsubscribes"));
    }

    private void unsubscribes(Chance chance) {
        var permissions = settings.permissions();
        double week = life.registeredWeek() + chance.exponential(1 / permissions.unsubscribedPerWeek());
        List<ContactPoint> points = life.customer().contactPoints();
        if (week < settings.weeks() && !points.isEmpty()) {
            ChannelName channel = chance.oneOf(points).channel();
            boolean everywhere = chance.happens(permissions.everywhere());
            Map<String, Object> properties = everywhere ? Map.of() : Map.of("channel", channel.value());
            happens("unsubscribed", "Unsubscribed", life.at(week), properties);
        }
    }

    private void visits() {
        var browsing = settings.browsing();
        var chance = life.chance("visits");
        boolean byApp = chance.happens(browsing.byApp());
        double pause =
                1 / Math.max(chance.gamma(browsing.shape(), browsing.shape() / browsing.mean()), Double.MIN_NORMAL);
        double spendRate = life.spendRate();
        double week = life.registeredWeek();
        for (int number = 1; week < settings.weeks(); number++, week += chance.exponential(pause)) {
            if (number == 1 || chance.happens(interest(week))) {
                Instant at = life.at(week);
                visit("visit-" + number, at, byApp, chance);
                if (chance.happens(browsing.cartShare())) {
                    leavesCart("cart-" + number, at, spendRate, chance);
                }
            }
        }
        for (ShopOrder order : life.orders()) {
            visitsAround(order, byApp, life.chance("visits around " + order.id()));
        }
    }

    /** The share of visits still made: all while alive, fewer towards dropping out, hardly any after. */
    private double interest(double week) {
        var browsing = settings.browsing();
        double left = (life.goneWeek() - week) / browsing.fadingWeeks();
        return left < 0 ? browsing.goneVisits() : browsing.fadedTo() + (1 - browsing.fadedTo()) * Math.min(left, 1);
    }

    private void visitsAround(ShopOrder order, boolean byApp, Chance chance) {
        String id = "visit-" + order.id();
        visit(id, order.at().minus(minutes(chance.between(5, 25))), byApp, chance);
        if (chance.happens(settings.browsing().lookBefore())) {
            Duration before = days(1 + (int) chance.between(0, DAYS_BEFORE)).plus(minutes(chance.between(0, 90)));
            visit(id + "-before", order.at().minus(before), byApp, chance);
        }
        if (chance.happens(settings.browsing().lookAfter())) {
            Duration after = days(1 + (int) chance.between(0, DAYS_AFTER)).plus(minutes(chance.between(0, 90)));
            visit(id + "-after", order.at().plus(after), byApp, chance);
        }
    }

    private void visit(String id, Instant at, boolean byApp, Chance chance) {
        String page = chance.oneOf(PAGES);
        if (byApp) {
            happens(id, "Application Opened", at, Map.of());
        } else {
            happens(id, "Page Viewed", at, Map.of("path", page));
        }
    }

    /** A cart is left behind only where no order follows within a day. */
    private void leavesCart(String id, Instant visit, double spendRate, Chance chance) {
        Instant left = visit.plus(minutes(chance.between(10, 40)));
        Object value = life.price(spendRate, chance);
        boolean ordered = life.orders().stream()
                .anyMatch(
                        order -> !order.at().isBefore(visit) && order.at().isBefore(left.plus(HOUR.multipliedBy(24))));
        if (!ordered) {
            happens(
                    id,
                    "Cart Abandoned",
                    left,
                    Map.of("cart_id", life.customer().id() + "-" + id, "value", value, "currency", "CNY"));
        }
    }

    private void refunds() {
        for (ShopOrder order : life.orders()) {
            var chance = life.chance("refund " + order.id());
            if (chance.happens(settings.aftercare().refundShare())) {
                refund(order, chance);
            }
        }
    }

    private void refund(ShopOrder order, Chance chance) {
        var aftercare = settings.aftercare();
        Instant asked = order.at().plus(days(chance.between(1, aftercare.asksWithin())));
        Instant refunded = asked.plus(days(chance.between(aftercare.shortest(), aftercare.longest())));
        Map<String, Object> properties =
                Map.of("case_id", "case-" + order.id(), "order_id", order.id(), "total", order.amount());
        happens("refund-requested-" + order.id(), "Refund Requested", asked, properties);
        happens("refund-" + order.id(), "Order Refunded", refunded, properties);
        if (chance.happens(aftercare.annoyedShare())) {
            Map<String, Object> tag = Map.of("tag", "sentiment_negative");
            happens("tag-" + order.id(), "Tag Added", asked.plus(HOUR), tag);
            if (chance.happens(aftercare.forgivingShare())) {
                happens("untag-" + order.id(), "Tag Removed", asked.plus(days(aftercare.forgivesAfter())), tag);
            }
        }
    }

    private void happens(String id, String name, Instant at, Map<String, Object> properties) {
        if (!at.isBefore(life.registered()) && at.isBefore(settings.end())) {
            String messageId = "demo-" + life.customer().id() + "-" + id;
            events.add(new Event(messageId, life.customer().id(), name, at, new TreeMap<>(properties)));
        }
    }

    private static Duration days(double days) {
        return Duration.ofSeconds((long) (days * Duration.ofDays(1).toSeconds()));
    }

    private static Duration minutes(double minutes) {
        return Duration.ofSeconds((long) (minutes * Duration.ofMinutes(1).toSeconds()));
    }
}
