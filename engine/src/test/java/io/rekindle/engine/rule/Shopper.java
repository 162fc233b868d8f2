package io.rekindle.engine.rule;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.LifecycleState;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A customer of a test: what happened so many days before noon of a day in June, at the same local time. */
public final class Shopper {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final ZonedDateTime NOW = ZonedDateTime.of(2026, 6, 15, 12, 0, 0, 0, ZONE);
    public static final String CAMPAIGN = "dormant-recall";

    private final History history = new History();
    private LifecycleState state = LifecycleState.ACTIVE;
    private int events;
    private ZonedDateTime seen = NOW;

    public static Shopper somebody() {
        return new Shopper();
    }

    public Shopper is(LifecycleState now) {
        state = now;
        return this;
    }

    public Shopper was(LifecycleState then, int daysAgo) {
        return did("Lifecycle Changed", daysAgo, Map.of("to", then.key()));
    }

    public Shopper registered(int daysAgo) {
        return did("User Registered", daysAgo, Map.of());
    }

    public Shopper ordered(int daysAgo) {
        return ordered(daysAgo, "100");
    }

    public Shopper ordered(int daysAgo, String total) {
        return did("Order Completed", daysAgo, Map.of("total", total));
    }

    /** So many orders, one a day, the last of them so many days ago. */
    public Shopper orderedTimes(int times, int lastDaysAgo) {
        for (int order = 0; order < times; order++) {
            ordered(lastDaysAgo + order);
        }
        return this;
    }

    public Shopper visited(int daysAgo) {
        return did("Page Viewed", daysAgo, Map.of());
    }

    /** So many visits on one day, an hour apart. */
    public Shopper visitedTimes(int times, int daysAgo) {
        for (int visit = 0; visit < times; visit++) {
            event("Page Viewed", NOW.minusDays(daysAgo).minusHours(visit), Map.of());
        }
        return this;
    }

    public Shopper tagged(String tag) {
        return did("Tag Added", 1, Map.of("tag", tag));
    }

    public Shopper has(String trait, String value) {
        return did("Traits Changed", 1, Map.of("traits", Map.of(trait, value)));
    }

    public Shopper entered(int daysAgo) {
        return did(
                "Campaign Entered",
                daysAgo,
                Map.of("entry", "e1", "campaign", CAMPAIGN, "variant", "", "holdout", "false", "occasion", "0"));
    }

    public Shopper sent(String step, int daysAgo) {
        String sendAt = Long.toString(NOW.minusDays(daysAgo).toInstant().toEpochMilli());
        return did(
                "Step Decided",
                daysAgo,
                Map.of(
                        "entry",
                        "e1",
                        "campaign",
                        CAMPAIGN,
                        "step",
                        step,
                        "send_at",
                        sendAt,
                        "outcome",
                        "send",
                        "touchpoint",
                        "t-" + step,
                        "channel",
                        "push"));
    }

    public Shopper receipt(String name, String step) {
        return did(name, 1, Map.of("touchpoint", "t-" + step));
    }

    public Shopper given(String coupon, int expiresInDays) {
        String until = Long.toString(NOW.plusDays(expiresInDays).toInstant().toEpochMilli());
        return did(
                "Coupon Issued",
                1,
                Map.of("code", "C1", "coupon", coupon, "entry", "e1", "step", "d30", "expires_at", until));
    }

    /** Entered another campaign. */
    public Shopper enteredOther(String campaign, int daysAgo) {
        return did(
                "Campaign Entered",
                daysAgo,
                Map.of("entry", campaign, "campaign", campaign, "variant", "", "holdout", "false", "occasion", "0"));
    }

    /** Was sent the message of another campaign's step. */
    public Shopper sentBy(String campaign, String step, String channel, int daysAgo) {
        Map<String, Object> decided = new TreeMap<>(Map.of("entry", campaign, "campaign", campaign, "step", step));
        decided.putAll(Map.of("outcome", "send", "channel", channel, "touchpoint", campaign + "/" + step));
        decided.put("send_at", Long.toString(NOW.minusDays(daysAgo).toInstant().toEpochMilli()));
        return did("Step Decided", daysAgo, decided);
    }

    /** What became of that message. */
    public Shopper receipt(String name, String message, int daysAgo) {
        return did(name, daysAgo, Map.of("touchpoint", message));
    }

    public Shopper used(String coupon, int daysAgo) {
        return given(coupon, 30).did("Coupon Redeemed", daysAgo, Map.of("code", "C1"));
    }

    public Shopper did(String name, int daysAgo, Map<String, Object> properties) {
        return event(name, NOW.minusDays(daysAgo), properties);
    }

    public Shopper event(String name, ZonedDateTime at, Map<String, Object> properties) {
        events++;
        Event event = new Event("m" + events, new CustomerId("c1"), name, at.toInstant(), new TreeMap<>(properties));
        Fold.apply(history, event);
        return this;
    }

    /** Looked at some hours after noon of that day, or before it. */
    public Shopper seenAfter(int hours) {
        seen = NOW.plusHours(hours);
        return this;
    }

    public Facts facts() {
        Profile profile = new Profile(new CustomerId("c1"), ZONE, "en", Set.of(ChannelName.PUSH));
        Facts facts = new Facts(profile, history, seen.toInstant().toEpochMilli());
        facts.enterLifecycle(state);
        return facts;
    }
}
