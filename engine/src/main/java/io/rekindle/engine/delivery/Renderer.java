package io.rekindle.engine.delivery;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.RuleBook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Puts a customer's facts into the message's template. */
public final class Renderer {

    /** The variable with the page on which a reader stops what they do not want. */
    static final String UNSUBSCRIBE_URL = "unsubscribe_url";

    private static final long MINOR = 100;

    private final RuleBook book;
    private final Links links;
    private final Templates templates;

    /** Renders messages to look at: their links of ours are samples. */
    public Renderer(RuleBook book) {
        this(book, Links.SAMPLES);
    }

    public Renderer(RuleBook book, Links links) {
        this.book = book;
        this.links = links;
        this.templates = Templates.of(book.templates());
    }

    /** The message as the customer will read it, or why it had better not leave. */
    public Rendering render(Claimed claimed, Facts facts) {
        String language = claimed.touchpoint().language();
        String name = claimed.touchpoint().template();
        Rendering rendering = templates
                .find(name, claimed.touchpoint().channel(), language)
                .map(template -> template.render(
                        variables(claimed, facts, language), claimed.profile().zone()))
                .orElseGet(() -> new Rendering.Held("", "the rule book has no template " + name + " any more"));
        return rendering instanceof Rendering.Ready ready
                ? new Rendering.Ready(links.tracked(claimed.touchpoint(), ready.content()))
                : rendering;
    }

    private Map<String, Object> variables(Claimed claimed, Facts facts, String language) {
        Map<String, Object> variables = new HashMap<>(claimed.personal());
        links.preferences(claimed.touchpoint()).ifPresent(page -> variables.put(UNSUBSCRIBE_URL, page));
        variables.put("lifecycle", facts.getLifecycle());
        variables.put("orders", facts.getOrders());
        if (facts.getCartValue() > 0) {
            variables.put("cart", Map.of("value", money(facts.getCartValue())));
        }
        Offer offer = claimed.couponOffer() == null ? null : book.offers().get(claimed.couponOffer());
        if (offer != null && claimed.couponCode() != null) {
            variables.put("coupon", coupon(claimed, offer, claimed.couponCode(), language, facts.asOf()));
        }
        return variables;
    }

    private static Map<String, Object> coupon(Claimed claimed, Offer offer, String code, String language, long now) {
        ZoneId zone = claimed.profile().zone();
        Instant expires = Instant.ofEpochMilli(claimed.couponExpiresAt());
        Map<String, Object> coupon = new HashMap<>();
        coupon.put("code", code);
        coupon.put("label", offer.label().in(language));
        coupon.put("expires", expires);
        coupon.put(
                "days_left",
                Math.max(
                        0,
                        ChronoUnit.DAYS.between(
                                LocalDate.ofInstant(Instant.ofEpochMilli(now), zone),
                                LocalDate.ofInstant(expires, zone))));
        coupon.put("min_spend", money(offer.minSpend()));
        return coupon;
    }

    /** Minor units as people write them: 99, or 99.50. */
    private static String money(long minor) {
        return minor % MINOR == 0
                ? String.valueOf(minor / MINOR)
                : String.format(java.util.Locale.ROOT, "%d.%02d", minor / MINOR, minor % MINOR);
    }
}
