package io.rekindle.engine.policy;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.Offer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message somebody wants to send.
 *
 * @param touchpoint its id, so that it does not count against its own cap
 * @param forbidden which of the policy's "never contact" lines hold for the customer
 * @param offer the coupon it is to carry, or null; also null at the second check, when it has been issued
 * @param earlier messages of campaigns of higher priority decided at this same instant, which the facts do not show yet
 */
public record Proposal(
        Facts facts,
        String campaign,
        ChannelName channel,
        String touchpoint,
        BitSet forbidden,
        @Nullable Offer offer,
        List<Planned> earlier) {

    public Proposal {
        earlier = List.copyOf(earlier);
    }

    /** A message just decided for the same customer. */
    public record Planned(String campaign, ChannelName channel, long sendAt) {}
}
