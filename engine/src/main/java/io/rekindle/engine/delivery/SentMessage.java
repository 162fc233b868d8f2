package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A message that steps of a book send.
 *
 * @param offers the coupons of which it may speak: given by those steps, or before them
 * @param withoutCoupon a step that sends it where no coupon has been given, or empty
 */
record SentMessage(String name, ChannelName channel, List<Offer> offers, String withoutCoupon) {

    static Collection<SentMessage> of(RuleBook book) {
        NavigableMap<String, SentMessage> messages = new TreeMap<>();
        for (Campaign campaign : book.campaigns()) {
            List<Offer> given = new ArrayList<>();
            for (Step step : campaign.steps()) {
                Offer offer = step.coupon() == null ? null : book.offers().get(step.coupon());
                if (offer != null) {
                    given.add(offer);
                }
                String who = given.isEmpty() ? "step " + step.name() + " of " + campaign.name() : "";
                SentMessage sent = new SentMessage(
                        step.template(), step.channel(), offer == null ? List.copyOf(given) : List.of(offer), who);
                messages.merge(sent.name + "." + sent.channel, sent, SentMessage::and);
            }
        }
        return messages.values();
    }

    private static SentMessage and(SentMessage one, SentMessage other) {
        List<Offer> offers = new ArrayList<>(one.offers);
        offers.addAll(other.offers);
        String without = one.withoutCoupon.isEmpty() ? other.withoutCoupon : one.withoutCoupon;
        return new SentMessage(one.name, one.channel, offers, without);
    }

    /** Whether a coupon has been given wherever it is sent. */
    boolean couponEverywhere() {
        return withoutCoupon.isEmpty();
    }

    /** The file of its text in a language. */
    String path(String language) {
        return "templates/" + name + "." + channel + "." + language + ".txt";
    }
}
