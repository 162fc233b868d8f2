package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.EventNames;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What rules may ask of visits, carts and orders, of the customer's own rhythm, and of refunds and complaints. */
public abstract class Purchases extends Counts {

    private static final String ORDER = EventNames.ORDER_COMPLETED;
    private static final String[] CARTS = {"cart_abandoned", "cart_updated", "cart_viewed", "checkout_started"};
    private static final int LEAST_ORDER_DAYS = 3;
    private static final int HUNDREDTHS = 100;

    private static final long NOT_WORKED_OUT = -1;

    private long twiceUsualGap = NOT_WORKED_OUT;

    Purchases(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    public boolean daysSinceRegistered(String op, long n) {
        return daysSince(registered(), op, n);
    }

    /** Compares the day of registration with a day given by its number from 1970-01-01. */
    public boolean registeredOn(String op, long day) {
        long registered = registered();
        return registered <= asOf && Comparison.holds(days.dayOf(registered), op, day);
    }

    // ---- visits

    public long getVisits() {
        return countEver(History.VISIT);
    }

    public boolean daysSinceVisit(String op, long n) {
        return daysSince(last(History.VISIT), op, n);
    }

    public boolean visitsIn(int n, String op, long limit) {
        return eventsIn(History.VISIT, n, op, limit);
    }

    /** By how many percent visits of the last n days fell below those of the n days before; false if those had none. */
    public boolean visitDrop(int n, String op, long percent) {
        return eventDrop(History.VISIT, n, op, percent);
    }

    // ---- orders and money

    public long getOrders() {
        return countEver(ORDER);
    }

    public long getSpend() {
        return sum(ORDER);
    }

    public boolean daysSinceOrder(String op, long n) {
        return daysSince(last(ORDER), op, n);
    }

    public boolean daysSinceFirstOrder(String op, long n) {
        return daysSince(first(ORDER), op, n);
    }

    public boolean ordersIn(int n, String op, long limit) {
        return eventsIn(ORDER, n, op, limit);
    }

    public boolean spendIn(int n, String op, long limit) {
        return sumIn(ORDER, n, op, limit);
    }

    /** The value of the last order; 0 if there was none. */
    public long getLastOrderValue() {
        Series orders = find(ORDER);
        int known = orders == null ? 0 : orders.countUntil(asOf);
        return orders == null || known == 0 ? 0 : orders.value(known - 1);
    }

    /** Compares what was spent on an order on average; false for a customer who never ordered. */
    public boolean averageOrder(String op, long limit) {
        long orders = getOrders();
        return orders > 0 && Comparison.holds(getSpend(), op, Math.multiplyExact(limit, orders));
    }

    // ---- the customer's own rhythm: the median of the days between one day with orders and the next; of three at
    // least

    /** Compares the usual days between orders; false where there is no rhythm yet. */
    public boolean usualGap(String op, long n) {
        long twice = twiceUsualGap();
        return twice > 0 && Comparison.holds(twice, op, 2 * n);
    }

    /** Whether the last order is so many (in hundredths) times the usual gap ago, or more; false without a rhythm. */
    public boolean laterThanUsual(long hundredths) {
        long twice = twiceUsualGap();
        long limit = -Math.floorDiv(-twice * hundredths, 2L * HUNDREDTHS);
        return twice > 0 && daysSince(last(ORDER), ">=", limit);
    }

    /** Twice the median, since it can end in a half; 0 where there is no rhythm. */
    long twiceUsualGap() {
        if (twiceUsualGap == NOT_WORKED_OUT) {
            twiceUsualGap = workOutTwiceUsualGap();
        }
        return twiceUsualGap;
    }

    private long workOutTwiceUsualGap() {
        Series orders = find(ORDER);
        int known = orders == null ? 0 : orders.countUntil(asOf);
        long[] orderDays = orders == null
                ? new long[0]
                : LongStream.range(0, known)
                        .map(index -> days.dayOf(orders.at((int) index)))
                        .distinct()
                        .toArray();
        if (orderDays.length < LEAST_ORDER_DAYS) {
            return 0;
        }
        long[] gaps = new long[orderDays.length - 1];
        for (int index = 0; index < gaps.length; index++) {
            gaps[index] = orderDays[index + 1] - orderDays[index];
        }
        Arrays.sort(gaps);
        return gaps[(gaps.length - 1) / 2] + gaps[gaps.length / 2];
    }

    // ---- cart

    /** The value of the last cart event, in minor units; 0 if there was none. */
    public long getCartValue() {
        String key = lastCart();
        Series carts = key == null ? null : find(key);
        return carts == null ? 0 : carts.value(carts.countUntil(asOf) - 1);
    }

    /** Whether the last cart event had that property. */
    public boolean cartHas(String property, String value) {
        String key = lastCart();
        return key != null && lastOf(with(key, property, value)) == last(key);
    }

    private @Nullable String lastCart() {
        String latest = null;
        for (String key : CARTS) {
            long last = last(key);
            if (last != History.NEVER && (latest == null || last > last(latest))) {
                latest = key;
            }
        }
        return latest;
    }

    // ---- refunds and complaints

    public long getOpenCases() {
        long open = 0;
        for (Case one : history.cases.values()) {
            open += one.openAt(asOf) ? 1 : 0;
        }
        return open;
    }

    // ---- recency, frequency, money by the rule book's cells

    /** The score (1 to 5) of one dimension {@code R}, {@code F} or {@code M}; 0 for a customer who never ordered. */
    public int rfmScore(RfmCells cells, char dimension) {
        long last = last(ORDER);
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
