package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's history as of one instant: the only thing a rule can see. What happened later, even if known, is not in it.
 *
 * <p>Every answer that time alone could change notes the instant at which it next would ({@link #horizon()}), so that the
 * customer is looked at again exactly then and not before. Amounts are in minor units (hundredths of the shop's currency);
 * "days since" are calendar days of the customer's zone; windows of n days roll. Made for one evaluation by one thread.
 *
 * <p>What can be asked stands by subject in the layers below: {@link Traits}, {@link Dates}, {@link Counts}, {@link
 * Purchases}, {@link Coupons}, {@link Passage} and {@link Messages}; here, the lifecycle.
 */
public final class Facts extends Messages {

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
        Series states = find(History.LIFECYCLE);
        int known = states == null ? 0 : states.countUntil(asOf);
        return states == null || known == 0
                ? Optional.empty()
                : Optional.of(LifecycleState.ofCode(states.value(known - 1)));
    }

    /** When the present state began, in epoch milliseconds; the instant of these facts if it begins now. */
    public long lifecycleSince() {
        Series states = find(History.LIFECYCLE);
        int known = states == null ? 0 : states.countUntil(asOf);
        boolean same = states != null && known > 0 && lifecycle != null && states.value(known - 1) == lifecycle.code();
        return same && states != null ? states.at(known - 1) : asOf;
    }

    public boolean wasLifecycle(String state) {
        Series states = find(History.LIFECYCLE);
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

    /** The state before the present one, or empty where none is known. */
    public String getLifecycleBefore() {
        Series states = find(History.LIFECYCLE);
        int index = states == null ? 0 : states.countUntil(asOf);
        while (states != null && index > 0 && lifecycle != null && states.value(index - 1) == lifecycle.code()) {
            index--;
        }
        return states == null || index == 0
                ? ""
                : LifecycleState.ofCode(states.value(index - 1)).key();
    }

    /** Whether the customer came into the state in the last n days, and be it at this instant. */
    public boolean becameLifecycle(String state, int n) {
        long entered = enteredLifecycle(state);
        return entered != History.NEVER && flipping(t -> days.plusDays(entered, n) > t, days.plusDays(entered, n));
    }

    /** When the customer last came into the state, or {@link History#NEVER}. */
    long enteredLifecycle(String state) {
        LifecycleState wanted = LifecycleState.of(state).orElseThrow();
        if (wanted == lifecycle) {
            return lifecycleSince();
        }
        Series states = find(History.LIFECYCLE);
        int index = states == null ? 0 : states.countUntil(asOf);
        while (states != null && index > 0 && states.value(index - 1) != wanted.code()) {
            index--;
        }
        return states == null || index == 0 ? History.NEVER : states.at(index - 1);
    }
}
