package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static io.rekindle.engine.rule.drools.SentenceExamples.example;
import static io.rekindle.engine.rule.drools.SentenceExamples.no;
import static io.rekindle.engine.rule.drools.SentenceExamples.times;
import static io.rekindle.engine.rule.drools.SentenceExamples.yes;

import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.drools.SentenceExamples.Example;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Examples of orders, visits, carts and any other event. It is Monday, 15 June 2026, 12:00. */
final class ExamplesOfEvents {

    private ExamplesOfEvents() {}

    static List<Example> all() {
        return Stream.of(
                        orders(),
                        money(),
                        categories(),
                        rhythm(),
                        visits(),
                        carts(),
                        counts(),
                        properties(),
                        scores(),
                        cases())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> orders() {
        Shopper fewer = somebody().orderedTimes(4, 40).orderedTimes(2, 3);
        Shopper more = somebody().orderedTimes(2, 40).orderedTimes(3, 3);
        return List.of(
                example(
                        "has not ordered in the last 30 days",
                        yes(somebody().ordered(30)),
                        no(somebody().ordered(29))),
                example(
                        "has ordered 2 times or more in the 30 days before the last 10 days",
                        yes(somebody().ordered(10).ordered(39)),
                        no(
                                somebody().ordered(9).ordered(39),
                                somebody().ordered(10).ordered(40))),
                example(
                        "has ordered fewer than 2 times in the 30 days before the last 10 days",
                        yes(somebody().ordered(9).ordered(39)),
                        no(somebody().ordered(10).ordered(39))),
                example(
                        "orders in the last 30 days fell 50% or more",
                        yes(fewer), no(somebody().orderedTimes(4, 40).orderedTimes(3, 3), times(3))),
                example(
                        "orders in the last 30 days rose 50% or more",
                        yes(more), no(somebody().orderedTimes(5, 40).orderedTimes(7, 3), times(3))),
                example(
                        "orders in the last 30 days rose 200% or more",
                        yes(somebody().ordered(40).orderedTimes(3, 3)), no(more)),
                example(
                        "last order was on or after 2026-06-01",
                        yes(somebody().ordered(14)),
                        no(somebody().ordered(15), somebody())),
                example(
                        "last order was before 2026-06-01",
                        yes(somebody().ordered(15)),
                        no(somebody().ordered(14))),
                example(
                        "first order was 30 days ago or less",
                        yes(somebody().ordered(30)),
                        no(somebody().ordered(31).ordered(1))),
                example(
                        "first order was on or after 2026-06-01",
                        yes(somebody().ordered(14)),
                        no(somebody().ordered(15).ordered(1))),
                example(
                        "first order was before 2026-06-01",
                        yes(somebody().ordered(15).ordered(1)),
                        no(somebody().ordered(14))));
    }

    private static List<Example> money() {
        return List.of(
                example(
                        "has ordered 2 times or more from 2026-06-01 to 2026-06-10",
                        yes(somebody().ordered(14).ordered(5)),
                        no(
                                somebody().ordered(15).ordered(5),
                                somebody().ordered(14).ordered(4))),
                example(
                        "has spent 200 CNY or more from 2026-06-01 to 2026-06-10",
                        yes(somebody().ordered(14).ordered(5)),
                        no(
                                somebody().ordered(15).ordered(5),
                                somebody().ordered(14).ordered(4))),
                example(
                        "did coupon_viewed 2 times or more from 2026-06-01 to 2026-06-10",
                        yes(viewed(14, 5)),
                        no(viewed(15, 5), viewed(14, 4))),
                example(
                        "has spent less than 99.50 CNY",
                        yes(somebody().ordered(1, "99.49")),
                        no(somebody().ordered(1, "99.50"))),
                example(
                        "has spent 200 CNY or more in the 30 days before the last 10 days",
                        yes(somebody().ordered(10).ordered(39)),
                        no(somebody().ordered(9).ordered(39))),
                example(
                        "spending in the last 30 days fell 50% or more",
                        yes(somebody().ordered(40, "100").ordered(3, "50")),
                        no(somebody().ordered(40, "100").ordered(3, "50.01"))),
                example(
                        "spending in the last 30 days rose 50% or more",
                        yes(somebody().ordered(40, "100").ordered(3, "150")),
                        no(somebody().ordered(40, "100").ordered(3, "149.99"))),
                example(
                        "has had an order of 100 CNY or more",
                        yes(somebody().ordered(400, "100")),
                        no(somebody().ordered(1, "99.99").ordered(2, "99.99"))),
                example(
                        "has had an order of 100 CNY or more in the last 30 days",
                        yes(somebody().ordered(29, "100")),
                        no(somebody().ordered(30, "100").ordered(1, "99"))),
                example(
                        "last order came to 100 CNY or more",
                        yes(somebody().ordered(5, "1").ordered(3, "100")),
                        no(somebody().ordered(5, "100").ordered(3, "99.99"), somebody())),
                example(
                        "has spent 100 CNY or more per order",
                        yes(somebody().ordered(5, "50").ordered(3, "150")),
                        no(somebody().ordered(5, "50").ordered(3, "149.99"), somebody())),
                example(
                        "has spent less than 100 CNY per order",
                        yes(somebody().ordered(5, "50").ordered(3, "149.99")),
                        no(somebody().ordered(5, "50").ordered(3, "150"), somebody())));
    }

    /** An order of two products as Segment's e-commerce events have them: shoes for 3 × 20, hats for 5. */
    private static Map<String, Object> shoesAndHats() {
        Map<String, Object> shoes = new TreeMap<>(Map.of("category", "Running Shoes", "brand", "Puma", "price", 20));
        shoes.put("quantity", 3);
        Map<String, Object> hats = Map.of("category", "Hats", "price", "5");
        return Map.of("total", 65, "products", List.of(shoes, hats));
    }

    private static Shopper bought(int... daysAgo) {
        Shopper shopper = somebody();
        for (int days : daysAgo) {
            shopper.did("Order Completed", days, shoesAndHats());
        }
        return shopper;
    }

    private static List<Example> categories() {
        return List.of(
                example(
                        "has ordered 2 times or more in category running shoes",
                        yes(bought(400, 1)),
                        no(bought(1), times(3))),
                example(
                        "has ordered 2 times or more in the last 30 days in category HATS",
                        yes(bought(29, 1)),
                        no(bought(30, 1))),
                example("has never ordered in category hats", yes(times(3), somebody()), no(bought(99))),
                example(
                        "has spent 60 CNY or more on category running shoes",
                        yes(bought(99)),
                        no(somebody().ordered(1))),
                example("has spent 61 CNY or more on category running shoes", yes(bought(1, 2)), no(bought(99))),
                example(
                        "has spent 10 CNY or more in the last 30 days on category hats",
                        yes(bought(29, 1)),
                        no(bought(30, 1))),
                example(
                        "has spent 120 CNY or more in the last 30 days on category hats",
                        yes(bought(1).did("Order Completed", 29, Map.of("total", 115, "category", "hats"))),
                        no(bought(1).did("Order Completed", 30, Map.of("total", 115, "category", "hats")))),
                example("did order_completed 2 times or more with brand puma", yes(bought(9, 1)), no(bought(1))));
    }

    /** Gaps of 10, 20 and 12 days: the median is 12. */
    private static Shopper every12(int lastDaysAgo) {
        return somebody()
                .ordered(lastDaysAgo)
                .ordered(lastDaysAgo + 10)
                .ordered(lastDaysAgo + 30)
                .ordered(lastDaysAgo + 42);
    }

    /** Gaps of 10 and 15 days: the median is 12.5. */
    private static Shopper every12And(int lastDaysAgo) {
        return somebody().ordered(lastDaysAgo).ordered(lastDaysAgo + 10).ordered(lastDaysAgo + 25);
    }

    private static List<Example> rhythm() {
        Shopper twiceADay = somebody().ordered(90).ordered(90).ordered(80).ordered(80);
        return List.of(
                example(
                        "is 2 times later than usual",
                        yes(every12(24), every12(25), every12And(25)),
                        no(every12(23), every12And(24), twiceADay, times(2))),
                example(
                        "is 1.5 times later than usual",
                        yes(every12(18), every12And(19)),
                        no(every12(17), every12And(18))),
                example("is not 2 times later than usual", yes(every12(23), times(2), somebody()), no(every12(24))),
                example("usually orders every 12 days or more often", yes(every12(5)), no(every12And(5), twiceADay)),
                example("usually orders every 13 days or more often", yes(every12And(5)), no(somebody())),
                example("usually orders every 12 days or less often", yes(every12(5), every12And(5)), no(times(5))),
                example(
                        "usually orders every 13 days or less often",
                        yes(somebody().ordered(1).ordered(14).ordered(27)),
                        no(every12And(5))));
    }

    private static List<Example> visits() {
        return List.of(
                example(
                        "registered on or after 2026-06-01",
                        yes(somebody().registered(14)),
                        no(somebody().registered(15))),
                example(
                        "registered before 2026-06-01",
                        yes(somebody().registered(15)),
                        no(somebody().registered(14))),
                example(
                        "has never visited",
                        yes(somebody().ordered(1)),
                        no(somebody().visited(1))),
                example(
                        "has visited 3 times or more",
                        yes(somebody().visitedTimes(3, 99)),
                        no(somebody().visitedTimes(2, 1))),
                example(
                        "last visit was 7 days ago or more",
                        yes(somebody().visited(7)),
                        no(somebody().visited(6), somebody())),
                example(
                        "visited fewer than 3 times in the last 7 days",
                        yes(somebody().visitedTimes(3, 7)),
                        no(somebody().visitedTimes(3, 6))),
                example(
                        "visited 2 times or more in the 30 days before the last 7 days",
                        yes(somebody().visitedTimes(2, 7)),
                        no(somebody().visitedTimes(2, 6), somebody().visitedTimes(2, 37))),
                example(
                        "visits in the last 30 days rose 50% or more",
                        yes(somebody().visitedTimes(2, 40).visitedTimes(3, 3)),
                        no(
                                somebody().visitedTimes(3, 40).visitedTimes(4, 3),
                                somebody().visited(3))));
    }

    private static List<Example> carts() {
        Map<String, Object> shoes = Map.of("value", 99, "category", "shoes");
        return List.of(
                example(
                        "cart value is 99 CNY or less",
                        yes(somebody().did("Cart Updated", 1, Map.of("value", 99))),
                        no(somebody().did("Cart Updated", 1, Map.of("value", "99.01")), somebody())),
                example(
                        "cart has category Shoes",
                        yes(
                                somebody().did("Cart Updated", 1, shoes),
                                somebody()
                                        .did("Cart Abandoned", 1, shoesAndHats())
                                        .did("Cart Viewed", 0, shoes)),
                        no(somebody().did("Cart Updated", 2, shoes).did("Cart Abandoned", 1, Map.of()), somebody())));
    }

    private static Shopper viewed(int... daysAgo) {
        Shopper shopper = somebody();
        for (int days : daysAgo) {
            shopper.did("Coupon Viewed", days, Map.of("value", 10 * days));
        }
        return shopper;
    }

    private static List<Example> counts() {
        return List.of(
                example("did not do coupon_viewed in the last 7 days", yes(viewed(8), somebody()), no(viewed(7))),
                example("did coupon_viewed 2 times or more", yes(viewed(99, 1)), no(viewed(1))),
                example("did coupon_viewed fewer than 2 times", yes(viewed(1), somebody()), no(viewed(99, 1))),
                example("did coupon_viewed fewer than 2 times in the last 7 days", yes(viewed(1, 7)), no(viewed(1, 6))),
                example(
                        "did coupon_viewed 2 times or more in the 30 days before the last 7 days",
                        yes(viewed(7, 36)),
                        no(viewed(6, 36), viewed(7, 37))),
                example("last did coupon_viewed 7 days ago or more", yes(viewed(7)), no(viewed(6), somebody())),
                example("first did coupon_viewed 7 days ago or more", yes(viewed(7, 1)), no(viewed(6), somebody())),
                example("first did coupon_viewed 7 days ago or less", yes(viewed(7)), no(viewed(8, 1), somebody())),
                example("first did coupon_viewed on or after 2026-06-01", yes(viewed(14)), no(viewed(15, 1))),
                example("last did coupon_viewed before 2026-06-01", yes(viewed(15)), no(viewed(14), somebody())),
                example(
                        "did coupon_viewed in the last 7 days 50% less often or even less",
                        yes(viewed(8, 9, 1)), no(viewed(8, 9, 10, 1, 2), viewed(1))),
                example(
                        "did coupon_viewed in the last 7 days 50% more often or even more",
                        yes(viewed(8, 9, 1, 2, 3)), no(viewed(8, 9, 10, 1, 2, 3, 4), viewed(1))),
                example("amounts of coupon_viewed came to 50 CNY or more", yes(viewed(3, 2)), no(viewed(4))),
                example(
                        "amounts of coupon_viewed came to 70 CNY or more in the last 7 days",
                        yes(viewed(6, 1)),
                        no(viewed(7, 1))),
                example(
                        "amounts of coupon_viewed came to less than 70 CNY in the last 7 days",
                        yes(viewed(7, 1), somebody()),
                        no(viewed(6, 1))),
                example("did coupon_viewed of 30 CNY or more 2 times or more", yes(viewed(3, 99)), no(viewed(2, 3))),
                example(
                        "did coupon_viewed of 30 CNY or more 2 times or more in the last 7 days",
                        yes(viewed(3, 6)),
                        no(viewed(3, 7), viewed(2, 6))));
    }

    private static Shopper watched(int... daysAgo) {
        Shopper shopper = somebody();
        for (int days : daysAgo) {
            shopper.did("Product Viewed", days, Map.of("category", "Home & Garden", "value", 10, "name", "Oak Table"));
        }
        return shopper;
    }

    private static List<Example> properties() {
        return List.of(
                example(
                        "did product_viewed 2 times or more with category home & garden",
                        yes(watched(99, 1)),
                        no(watched(1), somebody().did("Product Viewed", 1, Map.of("category", "Home")))),
                example("did product_viewed 1 times or more with product oak table", yes(watched(1)), no(somebody())),
                example(
                        "did product_viewed 2 times or more in the last 7 days with category home & garden",
                        yes(watched(6, 1)),
                        no(watched(7, 1))),
                example(
                        "did product_viewed fewer than 2 times in the last 7 days with category home & garden",
                        yes(watched(7, 1)),
                        no(watched(6, 1))),
                example("never did product_viewed with category home & garden", yes(bought(1)), no(watched(99))),
                example(
                        "last did product_viewed 7 days ago or more with category home & garden",
                        yes(watched(7)),
                        no(watched(6), somebody().visited(9))),
                example(
                        "last did product_viewed 7 days ago or less with category home & garden",
                        yes(watched(7)),
                        no(watched(8), somebody().visited(1))),
                example(
                        "amounts of product_viewed came to 20 CNY or more with category home & garden",
                        yes(watched(99, 1)),
                        no(watched(1))),
                example(
                        "amounts of product_viewed came to 20 CNY or more in the last 7 days with category home & garden",
                        yes(watched(6, 1)),
                        no(watched(7, 1))));
    }

    /** Recency 5: up to 30 days, 4: up to 60. Frequency 5: 10 orders, 4: 5, 3: 3, 2: 2. Money 2: 300, 3: 800. */
    private static List<Example> scores() {
        return List.of(
                example(
                        "recency score is exactly 5",
                        yes(somebody().ordered(30)),
                        no(somebody().ordered(31))),
                example(
                        "recency score is exactly 4",
                        yes(somebody().ordered(31), somebody().ordered(60)),
                        no(somebody().ordered(30), somebody().ordered(61), somebody())),
                example(
                        "recency score is less than 5",
                        yes(somebody().ordered(31), somebody()),
                        no(somebody().ordered(30))),
                example("frequency score is exactly 3", yes(times(3), times(4)), no(times(2), times(5))),
                example("frequency score is exactly 1", yes(times(1)), no(times(2), somebody())),
                example("frequency score is less than 2", yes(times(1), somebody()), no(times(2))),
                example(
                        "money score is exactly 2",
                        yes(somebody().ordered(1, "300"), somebody().ordered(1, "799.99")),
                        no(somebody().ordered(1, "299.99"), somebody().ordered(1, "800"))),
                example(
                        "money score is less than 2",
                        yes(somebody().ordered(1, "299.99")),
                        no(somebody().ordered(1, "300"))),
                example(
                        "is among the champions",
                        yes(times(5), somebody().orderedTimes(10, 30)),
                        no(times(4), somebody().orderedTimes(5, 31))),
                example(
                        "is among the new customers",
                        yes(somebody().ordered(30)),
                        no(times(2), somebody().ordered(31))),
                example(
                        "is among the at risk",
                        yes(somebody().orderedTimes(3, 121)),
                        no(somebody().orderedTimes(3, 120), somebody().orderedTimes(10, 121), somebody())),
                example("is not among the champions", yes(times(4), somebody()), no(times(5))));
    }

    private static List<Example> cases() {
        return List.of(
                example(
                        "had a refund in the last 30 days",
                        yes(somebody().did("Order Refunded", 29, Map.of())),
                        no(
                                somebody().did("Order Refunded", 30, Map.of()),
                                somebody().did("Refund Requested", 1, Map.of()))),
                example(
                        "had no refund in the last 30 days",
                        yes(somebody().did("Order Refunded", 30, Map.of())),
                        no(somebody().did("Order Refunded", 29, Map.of()))),
                example(
                        "asked for a refund in the last 30 days",
                        yes(somebody().did("Refund Requested", 29, Map.of())),
                        no(somebody().did("Refund Requested", 30, Map.of()))),
                example(
                        "complained in the last 30 days",
                        yes(somebody().did("Case Opened", 29, Map.of())),
                        no(somebody().did("Case Opened", 30, Map.of()))));
    }
}
