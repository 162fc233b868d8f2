package io.rekindle.engine.rule.book;

/**
 * What a coupon promises: one row of coupons.csv.
 *
 * @param value minor units for an amount, whole percent for a percentage, 0 for free shipping
 * @param minSpend the smallest order it can be used on, minor units
 * @param valid from issue to expiry
 * @param limitPerCustomer how many one customer may ever be issued
 * @param stock how many may be issued in all
 */
public record Offer(
        String code, Kind kind, long value, long minSpend, Span valid, int limitPerCustomer, long stock, Label label) {

    public enum Kind {
        AMOUNT,
        PERCENT,
        SHIPPING
    }

    /** What one coupon may cost at most, in minor units, on an order of that value (0 where it is not known). */
    public long liability(long orderValue) {
        return switch (kind) {
            case AMOUNT -> value;
            case PERCENT -> Math.max(orderValue, minSpend) * value / 100;
            case SHIPPING -> 0;
        };
    }
}
