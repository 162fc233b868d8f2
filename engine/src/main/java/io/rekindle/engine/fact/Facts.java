package io.rekindle.engine.fact;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's history as of one instant: the only thing a rule can see. What happened later, even if known, is not in it.
 *
 * <p>Every answer that time alone could change notes the instant at which it next would ({@link #horizon()}), so that the
 * customer is looked at again exactly then and not before. Amounts are in minor units (hundredths of the shop's currency);
 * "days since" are calendar days of the customer's zone; windows of n days roll. Made for one evaluation by one thread.
 */
public final class Facts extends Passage {

    private @Nullable LifecycleState lifecycle;

    public Facts(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    /** The same customer at another instant. */
    public Facts at(long instant) {
        return new Facts(profile, history, instant);
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
}
