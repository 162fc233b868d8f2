package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What happened to a customer in the weeks before and the hours around a change of the clock, up to an instant. */
final class RandomCustomer {

    private static final List<String> NAMES = List.of(
            "Order Completed",
            "Page Viewed",
            "Coupon Viewed",
            "Product Viewed",
            "Order Completed",
            "Cart Updated",
            "Refund Requested",
            "Order Completed");
    private static final List<String> RECEIPTS =
            List.of("Message Opened", "Message Clicked", "Message Replied", "Message Failed", "Message Delivered");
    private static final List<String> STATES = List.of("new", "active", "loyal", "dormant");

    private final ZoneId zone;
    private final Instant change;
    private final Random random;
    private final Instant asOf;
    private final History history = new History();
    private int events;

    RandomCustomer(ZoneId zone, Instant change, Random random) {
        this.zone = zone;
        this.change = change;
        this.random = random;
        int around = random.nextBoolean() ? 2 : 20;
        this.asOf = change.plus(random.nextInt(2 * around * 24 * 60) - around * 24L * 60, ChronoUnit.MINUTES);
    }

    Facts facts() {
        int count = random.nextInt(14);
        for (int event = 0; event < count; event++) {
            Map<String, Object> properties =
                    Map.of("total", 10 * random.nextInt(10), "category", random.nextBoolean() ? "shoes" : "hats");
            add(NAMES.get(random.nextInt(NAMES.size())), happened(), properties);
        }
        add("User Registered", asOf.minus(random.nextInt(45 * 24), ChronoUnit.HOURS), Map.of());
        if (random.nextBoolean()) {
            add("Tag Added", happened(), Map.of("tag", "vip"));
            add("Tag Removed", happened(), Map.of("tag", "vip"));
            add("Tag Added", happened(), Map.of("tag", "vip"));
        }
        add("Consent Granted", happened(), Map.of("topic", "news"));
        add("Unsubscribed", happened(), Map.of("channel", "sms"));
        lifecycle();
        traits();
        passages();
        Profile profile = new Profile(new CustomerId("c" + random.nextInt(99)), zone, "en", Set.of(ChannelName.PUSH));
        return new Facts(profile, history, asOf.toEpochMilli());
    }

    /** The present state is dormant, as the facts are told. */
    private void lifecycle() {
        Instant dormant = asOf.minus(random.nextInt(900), ChronoUnit.HOURS);
        for (int state = random.nextInt(4); state > 0; state--) {
            Instant before = dormant.minus(1 + random.nextInt(900), ChronoUnit.HOURS);
            add("Lifecycle Changed", before, Map.of("to", STATES.get(random.nextInt(STATES.size()))));
        }
        add("Lifecycle Changed", dormant, Map.of("to", "dormant"));
    }

    private void traits() {
        LocalDate day = asOf.atZone(zone).toLocalDate();
        LocalDate born = day.minusYears(18).plusDays(random.nextInt(60) - 30L);
        String birthday = random.nextInt(5) == 0 ? "2008-02-29" : born.toString();
        LocalDate around = day.plusDays(random.nextInt(60) - 30L);
        String renews = random.nextBoolean() ? around.toString() : around + "T21:30:00Z";
        Map<String, Object> traits = Map.of("birthday", birthday, "renews", renews, "points", 100, "city", "Paris");
        add("Traits Changed", asOf, Map.of("traits", traits));
        if (random.nextBoolean()) {
            String everyYear = around.toString().substring(5);
            add("Traits Changed", asOf, Map.of("traits", Map.of("name_day", everyYear)));
        }
    }

    private void passages() {
        for (int entry = 0; entry < 3; entry++) {
            String id = "e" + entry;
            String campaign = entry == 0 ? "welcome" : "winback";
            Instant entered = happened();
            add("Campaign Entered", entered, entering(id, campaign));
            Instant expires = asOf.plus(random.nextInt(600) - 200, ChronoUnit.HOURS);
            add("Coupon Issued", entered, coupon("C" + entry, id, expires));
            Instant leaves = asOf.plus(random.nextInt(900) - 600, ChronoUnit.HOURS);
            add("Step Decided", entered, step(id, campaign, leaves));
            if (random.nextInt(3) > 0 && leaves.isBefore(asOf)) {
                Instant received = leaves.plus(random.nextInt(600), ChronoUnit.MINUTES);
                add(RECEIPTS.get(random.nextInt(RECEIPTS.size())), received, Map.of("touchpoint", "t" + entry));
            }
            if (random.nextInt(3) == 0) {
                add("Coupon Redeemed", happened(), Map.of("code", "C" + entry));
            }
            if (random.nextInt(3) == 0) {
                add("Campaign Exited", asOf, Map.of("entry", id, "campaign", campaign, "reason", "completed"));
            }
        }
    }

    private static Map<String, Object> entering(String id, String campaign) {
        return Map.of("entry", id, "campaign", campaign, "variant", "", "holdout", "false", "occasion", "0");
    }

    private static Map<String, Object> coupon(String code, String entry, Instant expires) {
        String until = Long.toString(expires.toEpochMilli());
        return Map.of("code", code, "coupon", "NEW20", "entry", entry, "step", "hello", "expires_at", until);
    }

    private static Map<String, Object> step(String entry, String campaign, Instant leaves) {
        Map<String, Object> step = new TreeMap<>(Map.of("entry", entry, "campaign", campaign, "step", "hello"));
        step.putAll(Map.of("outcome", "send", "channel", "push", "touchpoint", "t" + entry.charAt(1)));
        step.put("send_at", Long.toString(leaves.toEpochMilli()));
        return step;
    }

    /** Often around the change of the clock, or around the same local time a day before; else some time in six weeks. */
    private Instant happened() {
        int kind = random.nextInt(3);
        long minutes = kind == 0 ? -random.nextInt(45 * 24 * 60) : random.nextInt(300) - 150;
        Instant at = change.plus(minutes, ChronoUnit.MINUTES).minus(kind == 1 ? 1 : 0, ChronoUnit.DAYS);
        return at.isAfter(asOf) ? asOf : at;
    }

    private void add(String name, Instant at, Map<String, Object> properties) {
        Instant by = at.isAfter(asOf) ? asOf : at;
        Fold.apply(history, new Event("m" + events++, new CustomerId("c1"), name, by, new TreeMap<>(properties)));
    }
}
