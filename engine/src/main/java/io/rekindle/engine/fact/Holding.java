package io.rekindle.engine.fact;

/**
 * A coupon a customer holds or held; times in epoch milliseconds, {@link History#NEVER} if not (yet).
 *
 * @param code the unique code
 * @param coupon the offer it is of, as in coupons.csv
 * @param entry the entry that issued it
 * @param step the step that issued it
 */
public record Holding(
        String code,
        String coupon,
        String entry,
        String step,
        long issuedAt,
        long expiresAt,
        long redeemedAt,
        long voidedAt) {

    static Holding unknown(String code) {
        return new Holding(code, "", "", "", History.NEVER, History.NEVER, History.NEVER, History.NEVER);
    }

    Holding issued(String ofCoupon, String byEntry, String byStep, long at, long until) {
        return new Holding(code, ofCoupon, byEntry, byStep, at, until, redeemedAt, voidedAt);
    }

    Holding redeemed(long at) {
        return new Holding(code, coupon, entry, step, issuedAt, expiresAt, Math.min(redeemedAt, at), voidedAt);
    }

    /** A coupon taken back before anybody saw its code: its message never left. */
    Holding voided(long at) {
        return new Holding(code, coupon, entry, step, issuedAt, expiresAt, redeemedAt, Math.min(voidedAt, at));
    }

    /** What was known of it by the instant. */
    Holding until(long instant) {
        return new Holding(
                code,
                coupon,
                entry,
                step,
                issuedAt,
                expiresAt,
                redeemedAt <= instant ? redeemedAt : History.NEVER,
                voidedAt <= instant ? voidedAt : History.NEVER);
    }

    /** Whether the coupon could be used at the instant. */
    public boolean usableAt(long instant) {
        return issuedAt <= instant && expiresAt > instant && redeemedAt > instant && voidedAt > instant;
    }
}
