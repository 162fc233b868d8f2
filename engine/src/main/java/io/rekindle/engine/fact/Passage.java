package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import org.jspecify.annotations.Nullable;

/** What rules may ask of a customer's passage through campaigns: entries, messages and coupons at the instant. */
public abstract class Passage extends Moment {

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
        return holding != null && usable(holding);
    }

    /** Whether the customer holds a usable coupon of that offer, from whatever campaign. */
    public boolean holdsUnused(String coupon) {
        for (Holding holding : history.holdings.values()) {
            if (holding.coupon().equals(coupon) && usable(holding)) {
                return true;
            }
        }
        return false;
    }

    private boolean usable(Holding holding) {
        boolean usable = holding.usableAt(asOf);
        if (usable) {
            note(holding.expiresAt());
        }
        return usable;
    }

    /** How many coupons of that offer the customer was ever issued. */
    public long couponsIssued(String coupon) {
        return history.holdings.values().stream()
                .filter(one -> one.coupon().equals(coupon) && one.issuedAt() <= asOf && one.voidedAt() > asOf)
                .count();
    }

    public boolean opened(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch != null && touch.opened() <= asOf;
    }

    public boolean clicked(String campaign, String step) {
        Touch touch = touchOf(campaign, step);
        return touch != null && touch.clicked() <= asOf;
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

    /**
     * How many messages count against a cap for one that would leave at the given instant: those that left, or are to
     * leave, later than so many milliseconds before it, in that channel or (null) in any, except the given touchpoint.
     */
    public int touchesSince(long sendAt, long millis, @Nullable ChannelName channel, String except) {
        int count = 0;
        for (Touch touch : history.touches.values()) {
            boolean counts = touch.at() != History.NEVER
                    && touch.at() > sendAt - millis
                    && touch.failed() > asOf
                    && (channel == null || touch.channel().equals(channel))
                    && !touch.id().equals(except);
            if (counts) {
                count++;
            }
        }
        return count;
    }
}
