package io.rekindle.engine.fact;

import io.rekindle.engine.customer.Profile;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What rules may ask of the coupons a customer was given, by the offer they are of; {@code *} stands for any. */
public abstract class Coupons extends Purchases {

    Coupons(Profile profile, History history, long asOf) {
        super(profile, history, asOf);
    }

    /** Whether the customer holds a usable coupon of that offer, from whatever campaign. */
    public boolean holdsUnused(String coupon) {
        return flipping(
                t -> unused(coupon).anyMatch(one -> one.expiresAt() > t),
                unused(coupon).mapToLong(Holding::expiresAt).toArray());
    }

    /** Whether a usable coupon of that offer expires before the same local time n days later. */
    public boolean couponExpiring(String coupon, int n) {
        return flipping(
                t -> unused(coupon).anyMatch(one -> days.plusDays(one.expiresAt(), -n) <= t && one.expiresAt() > t),
                unused(coupon)
                        .mapToLong(Holding::expiresAt)
                        .flatMap(at -> LongStream.of(days.plusDays(at, -n), at))
                        .toArray());
    }

    /** Whether a coupon of that offer expired in the last n days without having been used. */
    public boolean couponExpired(String coupon, int n) {
        return flipping(
                t -> unused(coupon).anyMatch(one -> one.expiresAt() <= t && days.plusDays(one.expiresAt(), n) > t),
                unused(coupon)
                        .mapToLong(Holding::expiresAt)
                        .flatMap(at -> LongStream.of(at, days.plusDays(at, n)))
                        .toArray());
    }

    /** Whether a coupon of that offer was used in the last n days. */
    public boolean couponUsedIn(String coupon, int n) {
        return flipping(
                t -> used(coupon).anyMatch(one -> days.plusDays(one.redeemedAt(), n) > t),
                used(coupon)
                        .mapToLong(one -> days.plusDays(one.redeemedAt(), n))
                        .toArray());
    }

    public boolean couponUsed(String coupon) {
        return used(coupon).findAny().isPresent();
    }

    /** How many coupons of that offer the customer was ever issued. */
    public long couponsIssued(String coupon) {
        return of(coupon)
                .filter(one -> one.issuedAt() <= asOf && one.voidedAt() > asOf)
                .count();
    }

    /** Coupons that were given and have not been used, whether they can still be or not. */
    Stream<Holding> unused(String coupon) {
        return of(coupon).filter(one -> one.issuedAt() <= asOf && one.redeemedAt() > asOf && one.voidedAt() > asOf);
    }

    Stream<Holding> used(String coupon) {
        return of(coupon).filter(one -> one.redeemedAt() <= asOf);
    }

    private Stream<Holding> of(String coupon) {
        return history.holdings.values().stream()
                .filter(one -> coupon.equals(ANY) || one.coupon().equals(coupon));
    }
}
