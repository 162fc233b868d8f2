package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A customer's history as of one instant: the only thing a rule can see. What happened later, even if known, is not in it.
 *
 * <p>Every answer that time alone could change notes the instant at which it next would ({@link #horizon()}), so that the
 * customer is looked at again exactly then and not before. Amounts are in minor units (hundredths of the shop's currency);
 * "days since" are calendar days of the customer's zone; windows of n days roll. Made for one evaluation by one thread.
 */
public final class Facts {

    private final Profile profile;
    private final History history;
    private final long asOf;
    private final LocalDays days;
    private final long today;
    private @Nullable LifecycleState lifecycle;
    private long horizon = History.NEVER;
    private BitSet asked = new BitSet();
    private BitSet yes = new BitSet();

    public Facts(Profile profile, History history, long asOf) {
        this.profile = profile;
        this.history = history;
        this.asOf = asOf;
        this.days = new LocalDays(profile.zone());
        this.today = days.dayOf(asOf);
    }

    public Profile profile() {
        return profile;
    }

    public History history() {
        return history;
    }

    /** The instant of these facts, in epoch milliseconds. */
    public long asOf() {
        return asOf;
    }

    /** The same customer at another instant. */
    public Facts at(long instant) {
        return new Facts(profile, history, instant);
    }

    /** Whether the customer had registered, ordered, visited or told us something by then. */
    public boolean exists() {
        return firstSeen() <= asOf;
    }

    /** When the customer was first heard of, in epoch milliseconds; a refund or a receipt alone does not begin a customer. */
    public long firstSeen() {
        long first = History.NEVER;
        for (String key : new String[] {
            EventNames.USER_REGISTERED, EventNames.ORDER_COMPLETED, History.VISIT, EventNames.TRAITS_CHANGED
        }) {
            Series series = history.find(key);
            if (series != null && series.size() > 0) {
                first = Math.min(first, series.at(0));
            }
        }
        return first;
    }

    // ---- the asking protocol between evaluate() and the compiled rules

    /** Begins one firing of the rules: which questions are asked; forgets earlier answers and the horizon. */
    public void ask(BitSet questions) {
        asked = questions;
        yes = new BitSet();
        horizon = History.NEVER;
    }

    /** The first test of every rule: whether its question is being asked now. */
    public boolean asks(int question) {
        return asked.get(question);
    }

    /** The consequence of every rule. */
    public void yes(int question) {
        yes.set(question);
    }

    /** The questions answered with yes since {@link #ask}. */
    public BitSet answers() {
        return yes;
    }

    /** The first instant (epoch milliseconds) at which an answer given since {@link #ask} could change by time alone. */
    public long horizon() {
        return horizon;
    }

    // ---- lifecycle

    /** Sets the state that the lifecycle rules gave at this instant; null where no row matched. */
    public void enterLifecycle(@Nullable LifecycleState state) {
        lifecycle = state;
    }

    /** The lifecycle state at this instant, such as {@code dormant}; empty where no row of the grid matches. */
    public String getLifecycle() {
        return lifecycle == null ? "" : lifecycle.key();
    }

    public @Nullable LifecycleState lifecycleState() {
        return lifecycle;
    }

    /** The last recorded state at this instant, before evaluating it anew. */
    public Optional<LifecycleState> recordedLifecycle() {
        Series states = history.find(History.LIFECYCLE);
        int known = states == null ? 0 : states.countUntil(asOf);
        return states == null || known == 0
                ? Optional.empty()
                : Optional.of(LifecycleState.ofCode(states.value(known - 1)));
    }

    /** When the present state began, in epoch milliseconds; the instant of these facts if it begins now. */
    public long lifecycleSince() {
        Series states = history.find(History.LIFECYCLE);
        int known = states == null ? 0 : states.countUntil(asOf);
        boolean same = states != null && known > 0 && lifecycle != null && states.value(known - 1) == lifecycle.code();
        return same && states != null ? states.at(known - 1) : asOf;
    }

    public boolean wasLifecycle(String state) {
        Series states = history.find(History.LIFECYCLE);
        int wanted = LifecycleState.of(state).orElseThrow().code();
        int known = states == null ? 0 : states.countUntil(asOf);
        for (int index = 0; states != null && index < known; index++) {
            if (states.value(index) == wanted) {
                return true;
            }
        }
        return false;
    }

    public boolean daysInLifecycle(String op, long n) {
        return daysSince(lifecycleSince(), op, n);
    }

    // ---- counts and sums, ever

    public long getOrders() {
        return countEver(EventNames.ORDER_COMPLETED);
    }

    public long getSpend() {
        Series orders = history.find(EventNames.ORDER_COMPLETED);
        return orders == null ? 0 : orders.sum(0, orders.countUntil(asOf));
    }

    public long getVisits() {
        return countEver(History.VISIT);
    }

    public long events(String key) {
        return countEver(key);
    }

    private long countEver(String key) {
        Series series = history.find(key);
        return series == null ? 0 : series.countUntil(asOf);
    }

    // ---- days since: whole calendar days; false where it never happened

    public boolean daysSinceOrder(String op, long n) {
        return daysSince(last(EventNames.ORDER_COMPLETED), op, n);
    }

    public boolean daysSinceFirstOrder(String op, long n) {
        return daysSince(first(EventNames.ORDER_COMPLETED), op, n);
    }

    public boolean daysSinceVisit(String op, long n) {
        return daysSince(last(History.VISIT), op, n);
    }

    public boolean daysSinceRegistered(String op, long n) {
        return daysSince(registered(), op, n);
    }

    public boolean daysSinceEvent(String key, String op, long n) {
        return daysSince(last(key), op, n);
    }

    private boolean daysSince(long instant, String op, long n) {
        if (instant > asOf) {
            return false;
        }
        long day = days.dayOf(instant);
        long flip = Comparison.nextFlip(today - day, op, n);
        if (flip != Long.MAX_VALUE) {
            note(days.startOf(day + flip));
        }
        return Comparison.holds(today - day, op, n);
    }

    /** The whole calendar days between an instant and now. */
    long daysBetween(long instant) {
        return today - days.dayOf(instant);
    }

    /** The registration, or else the first sign of the customer, in epoch milliseconds. */
    long registered() {
        long registered = first(EventNames.USER_REGISTERED);
        return registered == History.NEVER ? firstSeen() : registered;
    }

    long first(String key) {
        Series series = history.find(key);
        return series == null || series.size() == 0 ? History.NEVER : series.at(0);
    }

    long last(String key) {
        Series series = history.find(key);
        int known = series == null ? 0 : series.countUntil(asOf);
        return series == null || known == 0 ? History.NEVER : series.at(known - 1);
    }

    /** The latest event of that key whose delayed instant is not after these facts', or {@link History#NEVER}. */
    public long lastDelayed(String key, LongUnaryOperator delay) {
        Series series = history.find(key);
        for (int index = series == null ? 0 : series.countUntil(asOf); series != null && index > 0; index--) {
            if (delay.applyAsLong(series.at(index - 1)) <= asOf) {
                return series.at(index - 1);
            }
        }
        return History.NEVER;
    }

    /** The first delayed instant after these facts' of the events of that key that happened, or {@link History#NEVER}. */
    public long nextDelayed(String key, LongUnaryOperator delay) {
        Series series = history.find(key);
        long next = History.NEVER;
        for (int index = series == null ? 0 : series.countUntil(asOf); series != null && index > 0; index--) {
            long due = delay.applyAsLong(series.at(index - 1));
            if (due <= asOf) {
                break;
            }
            next = due;
        }
        return next;
    }

    // ---- rolling windows

    public boolean ordersIn(int n, String op, long limit) {
        return eventsIn(EventNames.ORDER_COMPLETED, n, op, limit);
    }

    public boolean spendIn(int n, String op, long limit) {
        Window window = window(EventNames.ORDER_COMPLETED);
        return rolling(window, t -> Comparison.holds(window.sum(t, n), op, limit), n);
    }

    public boolean visitsIn(int n, String op, long limit) {
        return eventsIn(History.VISIT, n, op, limit);
    }

    public boolean eventsIn(String key, int n, String op, long limit) {
        Window window = window(key);
        return rolling(window, t -> Comparison.holds(window.count(t, n), op, limit), n);
    }

    /** By how many percent visits of the last n days fell below those of the n days before; false if those had none. */
    public boolean visitDrop(int n, String op, long percent) {
        Window window = window(History.VISIT);
        return rolling(
                window,
                t -> {
                    long drop = window.dropPercent(t, n);
                    return drop >= 0 && Comparison.holds(drop, op, percent);
                },
                n,
                2 * n);
    }

    Window window(String key) {
        return new Window(history.find(key), days);
    }

    private boolean rolling(Window window, LongPredicate truth, int... windows) {
        note(window.nextFlip(asOf, truth, windows));
        return truth.test(asOf);
    }

    // ---- tags, traits, cases, consent

    public boolean hasTag(String tag) {
        return isOn(History.TAG + tag);
    }

    public boolean traitIs(String trait, String value) {
        return value.equals(trait(trait));
    }

    public @Nullable String trait(String name) {
        var values = history.traits.get(name);
        if (values == null || values.firstKey() > asOf) {
            return null;
        }
        return values.get(values.headMap(asOf + 1).lastKey());
    }

    public long getOpenCases() {
        return history.cases.values().stream().filter(one -> one.openAt(asOf)).count();
    }

    public boolean hasConsent(String topic) {
        return isOn(History.CONSENT + topic);
    }

    /** Whether the customer said stop, in that channel or everywhere, or the channel gave the address up. */
    public boolean isSuppressed(ChannelName channel) {
        return isUnsubscribed() || isOn(History.SUPPRESSED + channel.value());
    }

    /** Whether the customer said stop everywhere. */
    public boolean isUnsubscribed() {
        return isOn(History.SUPPRESSED + History.EVERY_CHANNEL);
    }

    /** Whether the trait {@code birthday} (ISO date) makes the customer younger than 18; false where it is not known. */
    public boolean isMinor() {
        String birthday = trait("birthday");
        if (birthday == null) {
            return false;
        }
        try {
            LocalDate adult = LocalDate.parse(birthday).plusYears(18);
            boolean minor = today < adult.toEpochDay();
            if (minor) {
                note(days.startOf(adult.toEpochDay()));
            }
            return minor;
        } catch (DateTimeParseException notADate) {
            return false;
        }
    }

    private boolean isOn(String key) {
        Series series = history.find(key);
        int known = series == null ? 0 : series.countUntil(asOf);
        return series != null && known > 0 && series.value(known - 1) == 1;
    }

    // ---- cart

    /** The value of the last cart event, in minor units; 0 if there was none. */
    public long getCartValue() {
        long value = 0;
        long latest = Long.MIN_VALUE;
        for (String key : new String[] {"cart_abandoned", "cart_updated", "cart_viewed", "checkout_started"}) {
            Series carts = history.find(key);
            int known = carts == null ? 0 : carts.countUntil(asOf);
            if (carts != null && known > 0 && carts.at(known - 1) > latest) {
                latest = carts.at(known - 1);
                value = carts.value(known - 1);
            }
        }
        return value;
    }

    // ---- recency, frequency, money by the rule book's cells

    /** A score by cells: 5 for the best cell, down to 1. The cells stand in the rule book. */
    public boolean rfm(RfmCells cells, char dimension, String op, long n) {
        return Comparison.holds(rfmScore(cells, dimension), op, n);
    }

    /** The score (1 to 5) of one dimension {@code R}, {@code F} or {@code M}; 0 for a customer who never ordered. */
    public int rfmScore(RfmCells cells, char dimension) {
        long last = last(EventNames.ORDER_COMPLETED);
        if (last == History.NEVER) {
            return 0;
        }
        return switch (dimension) {
            case 'R' -> cells.recency(daysBetween(last), more -> note(days.startOf(days.dayOf(last) + more)));
            case 'F' -> cells.frequency(getOrders());
            case 'M' -> cells.money(getSpend());
            default -> throw new IllegalArgumentException("RFM has R, F and M, not " + dimension);
        };
    }

    // ---- the passage through a campaign

    /** The campaign's running entry at this instant, or null. */
    public @Nullable Entry openEntry(String campaign) {
        for (Entry entry : history.entries.values()) {
            if (entry.campaign().equals(campaign) && entry.openAt(asOf)) {
                return entry;
            }
        }
        return null;
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

    /** Notes that something known to the caller changes at an instant of the future. */
    public void note(long instant) {
        if (instant > asOf && instant < horizon) {
            horizon = instant;
        }
    }

    /** Today in the customer's zone. */
    public LocalDate today() {
        return LocalDate.ofEpochDay(today);
    }

    @Override
    public String toString() {
        return "Facts[" + profile.id() + " at "
                + java.time.Instant.ofEpochMilli(asOf).atOffset(ZoneOffset.UTC) + "]";
    }
}
