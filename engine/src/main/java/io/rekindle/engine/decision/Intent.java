package io.rekindle.engine.decision;

import io.rekindle.engine.customer.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The message a decision wants sent.
 *
 * @param touchpoint derived from entry and step, so that the same step can never make two
 * @param coupon the offer to issue a coupon of, or null
 * @param sendAt when it may leave, epoch milliseconds
 * @param costMicros the price of the message, or of one part of it where it is sent in parts, millionths of the currency
 * @param liabilityMicros what its coupon may cost at most, millionths of the currency
 * @param couponExpiresAt when its coupon expires, epoch milliseconds; 0 without one
 */
public record Intent(
        String touchpoint,
        ChannelName channel,
        String template,
        @Nullable String coupon,
        long sendAt,
        long costMicros,
        long liabilityMicros,
        long couponExpiresAt) {}
