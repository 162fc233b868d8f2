package io.rekindle.engine.rule.region;

import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.region.Happenings.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives a customer who could exist the events that make up such a past, so that real rules can be asked about her. */
final class Lived {

    private static final Map<String, String> NAMES =
            Map.of(EventNames.ORDER_COMPLETED, "Order Completed", Dimension.VISIT, "Page Viewed");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Shopper shopper = Shopper.somebody();

    static Shopper by(Customer customer) {
        Lived life = new Lived();
        customer.past().values().forEach(life::happened);
        customer.numbers().forEach(life::numbered);
        return life.shopper;
    }

    private void numbered(Dimension dimension, long number) {
        if (dimension.series().startsWith("openCases")) {
            for (int one = 0; one < number; one++) {
                shopper.did("Case Opened", 1, Map.of("case_id", "case" + one));
            }
        } else if (dimension.series().startsWith("daysSinceRegistered")) {
            shopper.registered((int) number);
        }
    }

    private void happened(Happenings happenings) {
        List<Stretch> full =
                happenings.stretches().stream().filter(one -> one.count() > 0).toList();
        for (Stretch stretch : full) {
            boolean newest = stretch.equals(full.get(0));
            boolean oldest = stretch.equals(full.get(full.size() - 1));
            long first = newest ? happenings.lastDay() : stretch.from();
            List<Duration> ages = new ArrayList<>();
            for (int index = 0; index < stretch.count(); index++) {
                boolean last = oldest && index == stretch.count() - 1 && (index > 0 || !newest);
                ages.add(age(last ? happenings.firstDay() : first, index, stretch));
            }
            for (int index = 0; index < ages.size(); index++) {
                String total = index == 0
                        ? java.math.BigDecimal.valueOf(stretch.sum(), 2).toPlainString()
                        : "0";
                shopper.event(
                        NAMES.getOrDefault(happenings.series(), happenings.series()),
                        Shopper.NOW.minus(ages.get(index)),
                        Map.of("total", total));
            }
        }
    }

    /** Earlier in the day than now; later in the day only where the window ends on that day. */
    private static Duration age(long day, int index, Stretch stretch) {
        Duration age = Duration.ofDays(day).plus(HOUR);
        if (day == stretch.to()) {
            age = age.minus(HOUR.multipliedBy(12)).minusMinutes(30);
        }
        return age.plusMinutes(30L * index);
    }
}
