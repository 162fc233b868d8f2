package io.rekindle.engine.policy;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Policy;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Judges a message by the rule book's policy: address, consent, suppression, quiet hours, caps, priority, coupon limit.
 *
 * <p>Budget and stock are shared by everybody and so are not judged here but reserved, in one conditional update each.
 */
public final class ContactPolicy {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private final Policy policy;

    public ContactPolicy(Policy policy) {
        this.policy = policy;
    }

    /** Judges a message that would leave at the facts' instant. */
    public Verdict judge(Proposal proposal) {
        Facts facts = proposal.facts();
        long sendAt = new QuietTime(policy, facts.profile().zone()).firstAllowed(facts.asOf());
        List<Gate> gates = new ArrayList<>();
        gates.add(address(facts, proposal.channel()));
        gates.add(consent(facts, proposal.channel()));
        gates.add(suppression(facts, proposal.channel()));
        gates.add(forbidden(proposal.forbidden()));
        gates.add(quiet(facts, sendAt));
        gates.addAll(caps(proposal, sendAt));
        if (proposal.offer() != null) {
            gates.add(couponLimit(facts, proposal.offer()));
        }
        return new Verdict(gates, sendAt);
    }

    private static Gate address(Facts facts, ChannelName channel) {
        boolean reachable = facts.profile().reachable().contains(channel);
        return new Gate(
                "address", reachable, Reason.INVALID_ADDRESS, reachable ? channel + " known" : "no usable " + channel);
    }

    private Gate consent(Facts facts, ChannelName channel) {
        String topic = policy.consent().get(channel);
        boolean granted = topic == null || facts.hasConsent(topic);
        String detail = topic == null ? channel + " needs none" : topic + (granted ? " granted" : " not granted");
        return new Gate("consent", granted, Reason.NO_CONSENT, detail);
    }

    private static Gate suppression(Facts facts, ChannelName channel) {
        boolean suppressed = facts.isSuppressed(channel);
        return new Gate(
                "suppression", !suppressed, Reason.SUPPRESSED, suppressed ? "said stop, or bounced" : "not suppressed");
    }

    private Gate forbidden(BitSet lines) {
        String detail = lines.isEmpty()
                ? "none of the never-contact lines holds"
                : policy.neverContact().get(lines.nextSetBit(0)).text();
        return new Gate("never contact", lines.isEmpty(), Reason.SUPPRESSED, detail);
    }

    private Gate quiet(Facts facts, long sendAt) {
        boolean now = sendAt == facts.asOf();
        String detail = now
                ? CLOCK.format(Instant.ofEpochMilli(sendAt)
                                .atZone(facts.profile().zone())) + " is fine"
                : "held until "
                        + CLOCK.format(Instant.ofEpochMilli(sendAt)
                                .atZone(facts.profile().zone()));
        return new Gate("quiet hours", now || policy.holdWhenQuiet(), Reason.QUIET_HOURS, detail);
    }

    private List<Gate> caps(Proposal proposal, long sendAt) {
        List<Gate> gates = new ArrayList<>();
        for (Policy.Cap cap : policy.caps()) {
            ChannelName channel = cap.channel();
            if (channel == null || channel.equals(proposal.channel())) {
                gates.add(cap(proposal, cap, sendAt));
            }
        }
        return gates;
    }

    private static Gate cap(Proposal proposal, Policy.Cap cap, long sendAt) {
        ChannelName channel = cap.channel();
        long length = cap.per().toMillis();
        int known = proposal.facts().touchesSince(sendAt, length, channel, proposal.touchpoint());
        int earlier = (int) proposal.earlier().stream()
                .filter(one -> channel == null || one.channel().equals(channel))
                .filter(one -> one.sendAt() > sendAt - length)
                .count();
        boolean passes = known + earlier < cap.most();
        boolean outranked = !passes && known < cap.most();
        String what = channel == null ? "all channels" : channel.value();
        return new Gate(
                "frequency cap, " + what,
                passes,
                outranked ? Reason.LOWER_PRIORITY : Reason.FREQUENCY_CAP,
                (known + earlier) + " of " + cap.most() + " in " + cap.per()
                        + (outranked ? ", taken by " + proposal.earlier().get(0).campaign() : ""));
    }

    private static Gate couponLimit(Facts facts, Offer offer) {
        long issued = facts.couponsIssued(offer.code());
        return new Gate(
                "coupon " + offer.code(),
                issued < offer.limitPerCustomer(),
                Reason.COUPON_OUT_OF_STOCK,
                issued + " of " + offer.limitPerCustomer() + " per customer");
    }

    /** Where a campaign stands in the policy's order: smaller goes first; campaigns not named come last. */
    public int rank(String campaign) {
        int rank = policy.priority().indexOf(campaign);
        return rank < 0 ? policy.priority().size() : rank;
    }
}
