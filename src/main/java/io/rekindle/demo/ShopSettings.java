package io.rekindle.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything the invented shop assumes, with its numbers. Orders, drop-out and spend are published estimates; every
 * other number is a guess of what a shop may look like, none of them measured, and no result of the demo proves
 * anything.
 *
 * @param firstDay the day the shop opens; the first weeks bring most customers, as in the CDNOW cohort
 * @param weeks how long it is watched: 78 weeks, eighteen months, as CDNOW was
 * @param customers how many register in that time
 * @param zone the shop's zone
 * @param buying orders and drop-out
 * @param spending what an order is worth, in dollars
 * @param cnyPerDollar the factor from the study's dollars to yuan: 7.2, about the exchange rate of the 2020s, which
 *     makes the mean order 254 CNY
 */
public record ShopSettings(
        LocalDate firstDay,
        int weeks,
        int customers,
        ZoneId zone,
        ParetoNbd buying,
        GammaGamma spending,
        double cnyPerDollar,
        Arrivals arrivals,
        Browsing browsing,
        Aftercare aftercare,
        Permissions permissions,
        People people) {

    private static final BigDecimal LEAST = new BigDecimal("0.01");

    public ShopSettings {
        if (weeks < 1 || customers < 1 || !(cnyPerDollar > 0) || arrivals.rushWeeks() >= weeks) {
            throw new IllegalArgumentException("a shop has customers, and more weeks than its opening rush");
        }
    }

    /** 5,000 customers in the eighteen months from that day on. */
    public static ShopSettings standard(LocalDate firstDay) {
        return new ShopSettings(
                firstDay,
                78,
                5_000,
                ZoneId.of("Asia/Shanghai"),
                ParetoNbd.CDNOW,
                GammaGamma.CDNOW,
                7.2,
                new Arrivals(12, 0.6, 0.2, 0.4),
                new Browsing(2, 1.5, 6, 0.15, 0.02, 5, 0.6, 0.5, 0.3, 0.06),
                new Aftercare(0.04, 10, 2, 12, 0.3, 0.4, 45),
                new Permissions(0.85, 0.6, 0.45, 0.7, 0.0015, 0.001, 0.2),
                new People(
                        Map.of(
                                "Asia/Shanghai",
                                0.92,
                                "Europe/London",
                                0.04,
                                "America/New_York",
                                0.02,
                                "America/Los_Angeles",
                                0.02),
                        0.93,
                        0.15,
                        0.97,
                        0.85,
                        0.4,
                        0.08));
    }

    public ShopSettings withCustomers(int number) {
        return new ShopSettings(
                firstDay,
                weeks,
                number,
                zone,
                buying,
                spending,
                cnyPerDollar,
                arrivals,
                browsing,
                aftercare,
                permissions,
                people);
    }

    /** The start of the first day. */
    public Instant firstInstant() {
        return firstDay.atStartOfDay(zone).toInstant();
    }

    /** The start of the day after the last. */
    public Instant end() {
        return firstDay.plusWeeks(weeks).atStartOfDay(zone).toInstant();
    }

    /** The yuan of an amount in the study's dollars, to the fen and at least one. */
    BigDecimal cny(double dollars) {
        return BigDecimal.valueOf(dollars * cnyPerDollar)
                .setScale(2, RoundingMode.HALF_UP)
                .max(LEAST);
    }

    /**
     * When people register, and whether they buy.
     *
     * @param rushWeeks the weeks at the start in which most register, evenly: 12, as CDNOW's buyers of the first
     *     quarter
     * @param rushShare the share that registers then; the others come evenly over the rest, so every month has new ones
     * @param prospectShare the share that never orders
     * @param weeksToFirstOrder from registering to the first order, exponential with this mean
     */
    public record Arrivals(int rushWeeks, double rushShare, double prospectShare, double weeksToFirstOrder) {}

    /**
     * Visits, and carts left behind.
     *
     * @param shape of the visits a week over customers, Gamma distributed
     * @param mean visits a week of somebody alive, apart from those around orders
     * @param fadingWeeks before dropping out, visits become fewer, evenly, for that long
     * @param fadedTo the share of visits left on the day of dropping out
     * @param goneVisits the share left after that
     * @param prospectWeeks somebody who never orders loses interest, exponentially with this mean
     * @param lookBefore chance of an extra visit in the three days before an order, besides the one that orders
     * @param lookAfter chance of a visit in the five days after
     * @param byApp the share of customers who come by app
     * @param cartShare the share of visits that leave a cart behind
     */
    public record Browsing(
            double shape,
            double mean,
            double fadingWeeks,
            double fadedTo,
            double goneVisits,
            double prospectWeeks,
            double lookBefore,
            double lookAfter,
            double byApp,
            double cartShare) {}

    /**
     * Refunds, and what customers then say.
     *
     * @param refundShare the share of orders for which a refund is asked
     * @param asksWithin days after the order, evenly
     * @param shortest days that a refund stays open, at least
     * @param longest days that a refund stays open, at most
     * @param annoyedShare the share of those who asked that is tagged {@code sentiment_negative}
     * @param forgivingShare the share of those whose tag is taken off again
     * @param forgivesAfter days until then
     */
    public record Aftercare(
            double refundShare,
            double asksWithin,
            double shortest,
            double longest,
            double annoyedShare,
            double forgivingShare,
            double forgivesAfter) {}

    /**
     * What people allow, and take back.
     *
     * @param email share that allows marketing by e-mail when registering
     * @param sms share that allows marketing by SMS
     * @param push share of those with a push subscription that opts in
     * @param personalised share that allows to be addressed by what they did
     * @param withdrawnPerWeek chance a week that one of them is withdrawn
     * @param unsubscribedPerWeek chance a week of unsubscribing
     * @param everywhere share of those who unsubscribe from all channels and not one
     */
    public record Permissions(
            double email,
            double sms,
            double push,
            double personalised,
            double withdrawnPerWeek,
            double unsubscribedPerWeek,
            double everywhere) {}

    /**
     * Who the customers are.
     *
     * @param zones share of each time zone
     * @param chineseAtHome share that reads Chinese where the zone is China's
     * @param chineseAbroad share that reads Chinese elsewhere
     * @param withEmail share that left an e-mail address
     * @param withPhone share that left a phone number
     * @param withPush share that has a push subscription
     * @param withBaby share tagged {@code baby}
     */
    public record People(
            Map<String, Double> zones,
            double chineseAtHome,
            double chineseAbroad,
            double withEmail,
            double withPhone,
            double withPush,
            double withBaby) {

        public People {
            zones = Collections.unmodifiableMap(new TreeMap<>(zones));
        }
    }
}
