package io.rekindle.demo;

import io.rekindle.demo.ParetoNbd.Buyer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When one customer registers, orders and is gone for good, and for how much; a pure function of settings, seed and
 * customer. Weeks count from the shop's first day.
 */
final class Life {

    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    /** Names the stream of chance that gives a customer the own parameter of spending. */
    static final String SPENDING = "spending";

    private final ShopSettings settings;
    private final long seed;
    private final ShopCustomer customer;
    private final double registeredWeek;
    private final double goneWeek;
    private final List<ShopOrder> orders = new ArrayList<>();

    Life(ShopSettings settings, long seed, ShopCustomer customer) {
        this.settings = settings;
        this.seed = seed;
        this.customer = customer;
        var arrivals = settings.arrivals();
        var arrival = chance("arrival");
        registeredWeek = arrival.happens(arrivals.rushShare())
                ? arrival.between(0, arrivals.rushWeeks())
                : arrival.between(arrivals.rushWeeks(), settings.weeks());
        if (arrival.happens(arrivals.prospectShare())) {
            goneWeek = registeredWeek + arrival.exponential(settings.browsing().prospectWeeks());
        } else {
            double firstOrder = registeredWeek + arrival.exponential(arrivals.weeksToFirstOrder());
            Buyer buyer = settings.buying().buyer(chance("buyer"));
            goneWeek = firstOrder + buyer.lifetime();
            order(firstOrder, buyer);
        }
    }

    private void order(double firstOrder, Buyer buyer) {
        if (firstOrder >= settings.weeks()) {
            return;
        }
        List<Double> weeks = new ArrayList<>(List.of(firstOrder));
        ParetoNbd.repeatOrders(buyer, settings.weeks() - firstOrder, chance("orders"))
                .forEach(later -> weeks.add(firstOrder + later));
        double rate = spendRate();
        var prices = chance("prices");
        for (double week : weeks) {
            String id = String.format(Locale.ROOT, "%s-%03d", customer.id(), orders.size() + 1);
            orders.add(new ShopOrder(id, customer.id(), at(week), price(rate, prices)));
        }
    }

    /** A stream of chance of this customer's own. */
    Chance chance(String decides) {
        return new Chance(seed, decides, customer.id().value());
    }

    /** The customer's own parameter of spending. */
    double spendRate() {
        return settings.spending().rate(chance(SPENDING));
    }

    /** What one basket of a customer with that parameter is worth, in CNY. */
    BigDecimal price(double spendRate, Chance chance) {
        return settings.cny(settings.spending().order(spendRate, chance));
    }

    /** The instant so many weeks after the first day, moved to the customer's waking hours of the same day. */
    Instant at(double week) {
        Instant even = settings.firstInstant().plusSeconds((long) (week * WEEK_SECONDS));
        return DayAndNight.awake(even, customer.zone());
    }

    ShopCustomer customer() {
        return customer;
    }

    double registeredWeek() {
        return registeredWeek;
    }

    Instant registered() {
        return at(registeredWeek);
    }

    /** When a buyer drops out for good, or a prospect's interest ends; may be after the last week. */
    double goneWeek() {
        return goneWeek;
    }

    /** In the order of time. */
    List<ShopOrder> orders() {
        return orders;
    }
}
