package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rules may ask of a customer's passages through campaigns, and of the messages and coupon of the last one. */
public abstract class Passage extends Coupons {

    Passage(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    /** The campaign's most recent entry at this instant, running or ended, or null. */
    public @Nullable Entry lastEntry(String campaign) {
        Entry last = null;
        for (Entry entry : history.entries.values()) {
            boolean mine = entry.campaign().equals(campaign) && entry.enteredAt() <= asOf;
            if (mine && (last == null || entry.enteredAt() > last.enteredAt())) {
                last = entry;
            }
        }
        return last;
    }

    /** How often the customer entered a campaign; whoever is kept out to compare with enters as well. */
    public long entries(String campaign) {
        return entered(campaign).count();
    }

    /** Whether the customer entered a campaign in the last n days. */
    public boolean enteredIn(String campaign, int n) {
        return flipping(
                t -> entered(campaign).anyMatch(one -> days.plusDays(one.enteredAt(), n) > t),
                entered(campaign)
                        .mapToLong(one -> days.plusDays(one.enteredAt(), n))
                        .toArray());
    }

    /** Whether an entry of a campaign is running. */
    public boolean inCampaign(String campaign) {
        return entered(campaign).anyMatch(one -> one.openAt(asOf));
    }

    private Stream<Entry> entered(String campaign) {
        return history.entries.values().stream()
                .filter(one -> one.campaign().equals(campaign) && one.enteredAt() <= asOf);
    }

    public boolean orderedSinceEntering(String campaign) {
        return happenedSinceEntering(campaign, EventNames.ORDER_COMPLETED);
    }

    public boolean visitedSinceEntering(String campaign) {
        return happenedSinceEntering(campaign, History.VISIT);
    }

    public boolean happenedSinceEntering(String campaign, String key) {
        Entry entry = lastEntry(campaign);
        long last = last(key);
        return entry != null && last != History.NEVER && last > entry.enteredAt() && last <= asOf;
    }

    /** The coupon that the campaign's entry issued last, or null. */
    public @Nullable Holding couponOf(Entry entry) {
        Holding last = null;
        for (Holding holding : history.holdings.values()) {
            boolean mine = holding.entry().equals(entry.id()) && holding.issuedAt() <= asOf;
            if (mine && (last == null || holding.issuedAt() > last.issuedAt())) {
                last = holding;
            }
        }
        return last;
    }

    /** Whether the coupon of the campaign's entry could still be used. */
    public boolean couponUnused(String campaign) {
        Entry entry = lastEntry(campaign);
        Holding holding = entry == null ? null : couponOf(entry);
        return holding != null && flipping(holding::usableAt, holding.expiresAt());
    }

    public boolean opened(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch != null && touch.opened() <= asOf;
    }

    public boolean clicked(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch != null && touch.clicked() <= asOf;
    }

    public boolean replied(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch != null && touch.replied() <= asOf;
    }

    /** Whether the step's message failed, or was never sent. */
    public boolean undelivered(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch == null || touch.failed() <= asOf;
    }

    private @Nullable Touch touchOf(String campaign, String step) {
        Entry entry = lastEntry(campaign);
        if (entry == null) {
            return null;
        }
        for (Touch touch : history.touches.values()) {
            if (touch.entry().equals(entry.id()) && touch.step().equals(step)) {
                return touch;
            }
        }
        return null;
    }
}
