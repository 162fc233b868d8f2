package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One customer at one instant: what rules are asked about, the instants at which answers change, and the arithmetic that
 * {@link Facts} is made of. For one thread, and only until the history it was made from is added to: what was looked up is
 * remembered.
 */
public abstract class Moment {

    /** In place of a coupon's, campaign's, step's or channel's name: whichever. */
    static final String ANY = "*";

    /** What begins a customer. */
    private static final List<String> SIGNS =
            List.of(History.VISIT, EventNames.ORDER_COMPLETED, EventNames.USER_REGISTERED, EventNames.TRAITS_CHANGED);

    /** Rules ask for the same few kinds of events again and again. */
    private static final int MOST_REMEMBERED = 6;

    /**
     * Of two events the earlier one can be over later, a day after each, by a change of the clock between: by hours, and by
     * more than a day where a zone once left one out.
     */
    private static final long DISORDER_MILLIS = 26 * 60 * 60 * 1000L;

    final Profile profile;
    final History history;
    final long asOf;
    final LocalDays days;
    final long today;
    private final String[] keys = new String[MOST_REMEMBERED];
    private final @Nullable Series[] found = new Series[MOST_REMEMBERED];
    private int remembered;
    private long horizon = History.NEVER;
    private BitSet asked = new BitSet();
    private BitSet yes = new BitSet();

    Moment(Profile profile, History history, long asOf) {
        this.profile = profile;
        this.history = history;
        this.asOf = asOf;
        this.days = LocalDays.of(profile.zone());
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

    /** Whether the customer had registered, ordered, visited or told us something by then. */
    public boolean exists() {
        for (String key : SIGNS) {
            if (first(key) <= asOf) {
                return true;
            }
        }
        return false;
    }

    /** When the customer was first heard of, in epoch milliseconds; a refund or a receipt alone does not begin a customer. */
    public long firstSeen() {
        long first = History.NEVER;
        for (String key : SIGNS) {
            first = Math.min(first, first(key));
        }
        return first;
    }

    /** Begins one firing of the rules: which questions are asked; forgets earlier answers and the horizon. */
    public void ask(BitSet questions) {
        asked = questions;
        yes = new BitSet();
        horizon = History.NEVER;
    }

    /** The consequence of every rule; it counts where its question is being asked now. */
    public void yes(int question) {
        if (asked.get(question)) {
            yes.set(question);
        }
    }

    /** The questions answered with yes since {@link #ask}. */
    public BitSet answers() {
        return yes;
    }

    /** The first instant (epoch milliseconds) at which an answer given since {@link #ask} could change by time alone. */
    public long horizon() {
        return horizon;
    }

    /** What happened under that key, or null; rules name keys by constants, so those looked up are known by identity. */
    @SuppressWarnings("ReferenceEquality")
    final @Nullable Series find(String key) {
        for (int index = 0; index < remembered; index++) {
            if (keys[index] == key) {
                return found[index];
            }
        }
        Series series = history.find(key);
        if (remembered < MOST_REMEMBERED) {
            keys[remembered] = key;
            found[remembered++] = series;
        }
        return series;
    }

    final long countEver(String key) {
        Series series = find(key);
        return series == null ? 0 : series.countUntil(asOf);
    }

    final boolean daysSince(long instant, String op, long n) {
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
        return registered > asOf ? firstSeen() : registered;
    }

    long first(String key) {
        Series series = find(key);
        return series == null || series.size() == 0 ? History.NEVER : series.at(0);
    }

    long last(String key) {
        Series series = find(key);
        int known = series == null ? 0 : series.countUntil(asOf);
        return series == null || known == 0 ? History.NEVER : series.at(known - 1);
    }

    Window window(String key) {
        return new Window(find(key), days);
    }

    /**
     * The truth now; notes the first of the given instants after now at which it differs, which must be among those at which
     * it can.
     */
    final boolean flipping(LongPredicate truth, long... instants) {
        boolean now = truth.test(asOf);
        long next = History.NEVER;
        for (long instant : instants) {
            if (instant > asOf && instant < next && truth.test(instant) != now) {
                next = instant;
            }
        }
        note(next);
        return now;
    }

    /** The same for a truth of whole days, by their numbers from 1970-01-01. */
    final boolean flippingByDay(LongPredicate truth, long... candidates) {
        boolean now = truth.test(today);
        long next = History.NEVER;
        for (long day : candidates) {
            if (day > today && day < next && truth.test(day) != now) {
                next = day;
            }
        }
        if (next != History.NEVER) {
            note(days.startOf(next));
        }
        return now;
    }

    final boolean isOn(String key) {
        Series series = history.find(key);
        int known = series == null ? 0 : series.countUntil(asOf);
        return series != null && known > 0 && series.value(known - 1) == 1;
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

    /** The event of that key whose delayed instant is the latest that is not after these facts', or {@link History#NEVER}. */
    public long lastDelayed(String key, LongUnaryOperator delay) {
        Series series = find(key);
        long last = History.NEVER;
        long lastDue = Long.MIN_VALUE;
        for (int index = series == null ? 0 : series.countUntil(asOf); series != null && index > 0; index--) {
            long due = delay.applyAsLong(series.at(index - 1));
            if (due <= asOf && due > lastDue) {
                last = series.at(index - 1);
                lastDue = due;
            }
            if (due < lastDue - DISORDER_MILLIS) {
                break;
            }
        }
        return last;
    }

    /** The first delayed instant after these facts' of the events of that key that happened, or {@link History#NEVER}. */
    public long nextDelayed(String key, LongUnaryOperator delay) {
        Series series = find(key);
        long next = History.NEVER;
        for (int index = series == null ? 0 : series.countUntil(asOf); series != null && index > 0; index--) {
            long due = delay.applyAsLong(series.at(index - 1));
            if (due > asOf) {
                next = Math.min(next, due);
            }
            if (due <= asOf - DISORDER_MILLIS) {
                break;
            }
        }
        return next;
    }
}
