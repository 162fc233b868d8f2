package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What carriers ask of an SMS, and what one costs at its longest. */
record SmsChecks(RuleBook book, Problems problems) {

    private static final Map<String, String> LONG_NAMES = Map.of("en", "Christopher", "zh", "欧阳娜娜");
    private static final String CODE_TAIL = "-7K2Q9M4XDA";
    /** A day of two digits, with a month name as long as most. */
    private static final Instant EXPIRES = Instant.parse("2026-12-30T12:00:00Z");

    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final int MICROS_DIGITS = 6;
    private static final Pattern SIGNATURE = Pattern.compile("^\\s*【[^】{}]{2,20}】");
    private static final Pattern CHINESE_STOP = Pattern.compile("拒收|退订");
    private static final Pattern ENGLISH_STOP = Pattern.compile("\\bSTOP\\b|(?i)\\b(?:opt[ -]?out|unsubscribe)\\b");
    private static final Pattern LINK_WITH_VARIABLE =
            Pattern.compile("(?:https?://|www\\.|\\b[a-z0-9-]+\\.(?:com|cn|net|org|io|co|me|ly|cc)/)[^\\s，。；]*\\{\\{");

    void check(SentMessage message, Template template, String path, String source) {
        Phrase whole = Phrase.of(path, 1, 0, "");
        boolean chinese = template.language().equals("zh");
        if (chinese && !SIGNATURE.matcher(source).find()) {
            problems.warning(
                    whole,
                    "sms-signature",
                    "A Chinese SMS begins with its sender's signature in 【】, or carriers refuse it.");
        }
        if (!(chinese ? CHINESE_STOP : ENGLISH_STOP).matcher(source).find()
                && !template.variables().contains(Renderer.UNSUBSCRIBE_URL)) {
            String example = chinese ? "拒收请回复R" : "Reply STOP to opt out";
            problems.warning(whole, "sms-opt-out", "A marketing SMS says how to stop it, like \"" + example + "\".");
        }
        if (LINK_WITH_VARIABLE.matcher(source).find()) {
            problems.warning(
                    whole, "sms-link", "There is a variable inside a link: carriers approve links that do not change.");
        }
        longest(message, template).filter(length -> length.parts() > 1).ifPresent(length -> {
            String alphabet = length.gsm() ? "GSM characters" : "characters in UCS-2";
            String text = "At its longest this SMS has " + length.units() + " " + alphabet + ", and one part holds "
                    + length.fitInOne() + ": it is sent and paid as " + length.parts() + " parts" + price(length) + ".";
            problems.warning(whole, "sms-parts", text);
        });
    }

    private String price(SmsLength length) {
        Long micros = book.policy().costMicros().get(ChannelName.SMS);
        if (micros == null || micros == 0) {
            return "";
        }
        BigDecimal one = BigDecimal.valueOf(micros, MICROS_DIGITS).stripTrailingZeros();
        BigDecimal all = one.multiply(BigDecimal.valueOf(length.parts())).stripTrailingZeros();
        String currency = " " + book.policy().currency();
        return ", " + all.toPlainString() + currency + " instead of " + one.toPlainString() + currency;
    }

    private Optional<SmsLength> longest(SentMessage message, Template template) {
        return customers(message, template.language()).stream()
                .map(variables -> template.render(variables, ZONE))
                .filter(Rendering.Ready.class::isInstance)
                .map(ready -> SmsLength.of(((Rendering.Ready) ready).content().text()))
                .max(Comparator.comparingInt(SmsLength::parts).thenComparingInt(SmsLength::units));
    }

    /** With a long name and without one, with each coupon early and on its last day, with a full cart. */
    private static List<Map<String, Object>> customers(SentMessage message, String language) {
        List<Map<String, Object>> customers = new ArrayList<>();
        List<Map<String, Object>> coupons = new ArrayList<>(List.of(Map.of()));
        for (Offer offer : message.offers()) {
            long most = offer.valid().toMillis() / ChronoUnit.DAYS.getDuration().toMillis();
            for (long left : new long[] {0, 1, most}) {
                coupons.add(coupon(offer, left, language));
            }
        }
        for (Map<String, Object> coupon : coupons) {
            Map<String, Object> nameless = new HashMap<>(coupon);
            nameless.put(Renderer.UNSUBSCRIBE_URL, Links.SAMPLE_PAGE);
            nameless.put("lifecycle", "churn_risk");
            nameless.put("orders", 128);
            nameless.put("cart.value", "12888.50");
            Map<String, Object> named = new HashMap<>(nameless);
            named.put("first_name", LONG_NAMES.getOrDefault(language, "Christopher"));
            customers.add(nameless);
            customers.add(named);
        }
        return customers;
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
