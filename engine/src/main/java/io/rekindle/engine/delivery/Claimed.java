package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint taken up by one dispatcher, with all that is needed to check it again, render it and send it.
 *
 * @param fence grows with every claim of the touchpoint: a dispatcher that lost its lease cannot write with an old one
 * @param seen stands for the facts it was taken up with: where they change before it leaves, it is checked anew
 * @param to where it goes, or null where the customer has no usable contact point any more
 * @param personal the customer's personal traits for the template, such as {@code first_name}; never logged
 * @param couponOffer the offer of the entry's coupon, or null
 * @param couponCode the code of the entry's coupon, or null
 * @param couponExpiresAt epoch milliseconds, 0 without a coupon
 */
public record Claimed(
        Touchpoint touchpoint,
        long fence,
        int attempts,
        Profile profile,
        History history,
        String seen,
        @Nullable ContactPoint to,
        Map<String, Object> personal,
        @Nullable String couponOffer,
        @Nullable String couponCode,
        long couponExpiresAt) {

    public Claimed {
        personal = Map.copyOf(personal);
    }

    /** The same with the fence that its next claim has. */
    public Claimed fenced() {
        return new Claimed(
                touchpoint,
                fence + 1,
                attempts,
                profile,
                history,
                seen,
                to,
                personal,
                couponOffer,
                couponCode,
                couponExpiresAt);
    }
}
