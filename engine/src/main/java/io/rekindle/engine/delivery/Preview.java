package io.rekindle.engine.delivery;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step's message as one customer would read it at an instant, by the renderer that renders what is sent. Nothing is decided,
 * reserved or written, and whether the customer would get it is not asked; a coupon in it is no coupon of the shop.
 *
 * @param id stands in for the touchpoint's: random, where those are derived
 * @param step which of the campaign's, for the variant in which the customer would be
 * @param language the customer's; the template may be in another
 * @param costMicros what sending it would cost, millionths of the policy's currency; 0 where it is held
 */
public record Preview(
        String id, Campaign campaign, Step step, String language, long at, Rendering rendering, long costMicros) {

    /** Ten letters as a code has, two of which no code has. */
    private static final String DUMMY = "-TESTCOUPON";

    /** Whoever reads it: facts and personal traits of a customer, or of nobody. */
    public record Reader(Profile profile, History history, Map<String, Object> personal) {

        public Reader {
            personal = Map.copyOf(personal);
        }
    }

    /**
     * Renders a step for a reader.
     *
     * @param step its name, or name and variant as in the file: {@code d30 A}
     * @param at epoch milliseconds
     * @return empty where the campaign has no such step
     */
    public static Optional<Preview> of(
            Evaluator evaluator, Renderer renderer, Reader reader, Campaign campaign, String step, long at) {
        Facts facts = evaluator.facts(reader.profile(), reader.history(), at);
        String variant = Admission.enter(campaign, facts, at).variant();
        return find(campaign, step, variant)
                .map(found -> of(evaluator.release().book(), renderer, reader, campaign, found, facts));
    }

    /** How its text goes by SMS; empty for another channel or where it is held. */
    public Optional<SmsText> sms() {
        boolean isSms = step.channel().equals(ChannelName.SMS);
        return isSms && rendering instanceof Rendering.Ready ready
                ? Optional.of(SmsText.of(ready.content().text()))
                : Optional.empty();
    }

    private static Optional<Step> find(Campaign campaign, String wanted, String variant) {
        List<Step> named = campaign.steps().stream()
                .filter(step -> step.name().equals(wanted) || (step.name() + " " + step.variant()).equals(wanted))
                .toList();
        return named.stream()
                .filter(step -> variant.equals(step.variant()))
                .findFirst()
                .or(() -> named.stream().findFirst());
    }

    private static Preview of(
            RuleBook book, Renderer renderer, Reader reader, Campaign campaign, Step step, Facts facts) {
        Profile profile = reader.profile();
        long at = facts.asOf();
        Offer offer = offer(book, campaign, step);
        Touchpoint touchpoint = new Touchpoint(
                UUID.randomUUID().toString(),
                profile.id(),
                campaign.name(),
                "",
                step.name(),
                step.channel(),
                step.template(),
                profile.language(),
                offer == null ? null : offer.code() + DUMMY,
                at,
                at + Touchpoint.SEND_IF_YOUNGER_THAN.toMillis(),
                0);
        Claimed claimed = new Claimed(
                touchpoint,
                0,
                0,
                profile,
                reader.history(),
                "",
                null,
                reader.personal(),
                offer == null ? null : offer.code(),
                touchpoint.coupon(),
                offer == null ? 0 : expires(step, offer, facts));
        Rendering rendering = renderer.render(claimed, facts);
        long cost = rendering instanceof Rendering.Ready ready
                ? MessagePrices.of(book.policy(), step.channel(), ready.content())
                : 0;
        return new Preview(touchpoint.id(), campaign, step, profile.language(), at, rendering, cost);
    }

    /** The coupon given by the step, else by the last step before it. */
    private static @Nullable Offer offer(RuleBook book, Campaign campaign, Step step) {
        Offer offer = null;
        for (Step each : campaign.steps()) {
            boolean taken = each.variant() == null
                    || step.variant() == null
                    || each.variant().equals(step.variant());
            if (taken && each.coupon() != null) {
                offer = book.offers().get(each.coupon());
            }
            if (each.equals(step)) {
                break;
            }
        }
        return offer;
    }

    private static long expires(Step step, Offer offer, Facts facts) {
        return step.timing() instanceof Step.Timing.BeforeCouponExpires before
                ? before.span().after(facts.asOf(), facts.profile().zone())
                : offer.valid().after(facts.asOf(), facts.profile().zone());
    }
}
