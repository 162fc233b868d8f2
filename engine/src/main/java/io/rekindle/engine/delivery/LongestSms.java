package io.rekindle.engine.delivery;

import io.rekindle.engine.rule.book.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an SMS of the book can come to, before it is known who gets it: with a long word for each personal trait and with none,
 * with each coupon that it may speak of early and on its last day, with a full cart.
 */
final class LongestSms {

    private static final Map<String, String> LONG_NAMES = Map.of("en", "Christopher", "zh", "欧阳娜娜");
    private static final String CODE_TAIL = "-7K2Q9M4XDA";

    /** A day of two digits, with a month name as long as most. */
    private static final Instant EXPIRES = Instant.parse("2026-12-30T12:00:00Z");

    private static final ZoneId ZONE = ZoneOffset.UTC;

    private LongestSms() {}

    /** The texts for such customers; empty where it would be held for every one of them. */
    static List<String> texts(Template template, Collection<Offer> offers) {
        return customers(template, offers).stream()
                .map(variables -> template.render(variables, ZONE))
                .filter(Rendering.Ready.class::isInstance)
                .map(ready -> ((Rendering.Ready) ready).content().text())
                .distinct()
                .toList();
    }

    /** The one that goes in most parts. */
    static Optional<SmsText> of(Template template, Collection<Offer> offers) {
        return texts(template, offers).stream()
                .map(SmsText::of)
                .max(Comparator.comparingInt(SmsText::parts).thenComparingInt(SmsText::units));
    }

    private static List<Map<String, Object>> customers(Template template, Collection<Offer> offers) {
        List<Map<String, Object>> customers = new ArrayList<>();
        for (Map<String, Object> coupon : coupons(offers, template.language())) {
            Map<String, Object> nameless = new HashMap<>(coupon);
            nameless.put("lifecycle", "churn_risk");
            nameless.put("orders", 128);
            nameless.put("cart.value", "12888.50");
            nameless.put(Renderer.UNSUBSCRIBE_URL, Links.SAMPLE_PAGE);
            customers.add(nameless);
            customers.add(named(nameless, template));
        }
        return customers;
    }

    /** With a value for everything else that the template asks of a customer. */
    private static Map<String, Object> named(Map<String, Object> nameless, Template template) {
        Map<String, Object> named = new HashMap<>(nameless);
        template.variables().stream()
                .filter(variable -> !variable.startsWith("coupon"))
                .forEach(variable ->
                        named.putIfAbsent(variable, LONG_NAMES.getOrDefault(template.language(), "Christopher")));
        return named;
    }

    private static List<Map<String, Object>> coupons(Collection<Offer> offers, String language) {
        List<Map<String, Object>> coupons = new ArrayList<>(List.of(Map.of()));
        for (Offer offer : offers) {
            long most = offer.valid().toMillis() / ChronoUnit.DAYS.getDuration().toMillis();
            for (long left : new long[] {0, 1, most}) {
                coupons.add(coupon(offer, left, language));
            }
        }
        return coupons;
    }

    private static Map<String, Object> coupon(Offer offer, long daysLeft, String language) {
        return Map.of(
                "coupon.code",
                offer.code() + CODE_TAIL,
                "coupon.label",
                offer.label().in(language),
                "coupon.expires",
                EXPIRES,
                "coupon.days_left",
                daysLeft,
                "coupon.min_spend",
                BigDecimal.valueOf(offer.minSpend(), 2).stripTrailingZeros().toPlainString());
    }
}
