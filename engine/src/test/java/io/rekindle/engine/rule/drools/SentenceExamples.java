package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.fact.LifecycleState.ACTIVE;
import static io.rekindle.engine.fact.LifecycleState.DORMANT;
import static io.rekindle.engine.fact.LifecycleState.LOYAL;
import static io.rekindle.engine.fact.LifecycleState.NEW;
import static io.rekindle.engine.rule.Shopper.somebody;

import io.rekindle.engine.rule.Shopper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** For every sentence of the catalogue, customers at its boundary, just below it and just above it. */
final class SentenceExamples {

    /** A sentence, customers of whom it holds, and customers of whom it does not. */
    record Example(String line, List<Shopper> holds, List<Shopper> fails) {
        @Override
        public String toString() {
            return line;
        }
    }

    private static final Map<String, Object> OF_CASE = Map.of("case_id", "1");

    private SentenceExamples() {}

    static List<Example> all() {
        return Stream.of(
                        lifecycle(),
                        orders(),
                        visits(),
                        scores(),
                        passage(),
                        ExamplesOfPeople.all(),
                        ExamplesOfEvents.all(),
                        ExamplesOfMessages.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> lifecycle() {
        return List.of(
                example(
                        "lifecycle is dormant",
                        yes(somebody().is(DORMANT)),
                        no(somebody().is(ACTIVE))),
                example(
                        "lifecycle is Dormant",
                        yes(somebody().is(DORMANT)),
                        no(somebody().is(ACTIVE))),
                example(
                        "lifecycle is new or loyal",
                        yes(somebody().is(NEW), somebody().is(LOYAL)),
                        no(somebody().is(ACTIVE))),
                example(
                        "lifecycle is not loyal",
                        yes(somebody().is(ACTIVE)),
                        no(somebody().is(LOYAL))),
                example(
                        "lifecycle was once loyal",
                        yes(somebody().was(LOYAL, 90).was(DORMANT, 30)),
                        no(somebody().was(DORMANT, 30))),
                example(
                        "has been in this lifecycle state for 10 days or more",
                        yes(somebody().was(ACTIVE, 10), somebody().was(ACTIVE, 11)),
                        no(somebody().was(ACTIVE, 9), somebody())),
                example(
                        "is in segment high-value",
                        yes(somebody().is(LOYAL), somebody().orderedTimes(5, 1)),
                        no(somebody().orderedTimes(4, 1))),
                example(
                        "is not in segment high-value",
                        yes(somebody()),
                        no(somebody().orderedTimes(5, 1))),
                example(
                        "has tag baby",
                        yes(somebody().tagged("baby")),
                        no(somebody().tagged("toys"))),
                example("has tag 母婴", yes(somebody().tagged("母婴")), no(somebody())),
                example("has no tag baby", yes(somebody()), no(somebody().tagged("baby"))),
                example(
                        "trait city is Paris",
                        yes(somebody().has("city", "Paris")),
                        no(somebody().has("city", "Lyon"), somebody())));
    }

    private static List<Example> orders() {
        return List.of(
                example("has never ordered", yes(somebody()), no(somebody().ordered(1))),
                example("has ordered exactly once", yes(somebody().ordered(1)), no(somebody(), twice())),
                example(
                        "has ordered exactly 2 times",
                        yes(twice()),
                        no(somebody().ordered(1), times(3))),
                example("has ordered 3 times or more", yes(times(3), times(4)), no(twice())),
                example("has ordered fewer than 3 times", yes(twice(), somebody()), no(times(3))),
                example(
                        "has ordered 2 times or more in the last 30 days",
                        yes(somebody().ordered(1).ordered(29)),
                        no(somebody().ordered(1).ordered(30))),
                example(
                        "has ordered fewer than 2 times in the last 30 days",
                        yes(somebody().ordered(1).ordered(30)),
                        no(somebody().ordered(1).ordered(29))),
                example(
                        "last order was 30 days ago or more",
                        yes(somebody().ordered(30), somebody().ordered(31)),
                        no(somebody().ordered(29), somebody())),
                example(
                        "last order was 30 days ago or less",
                        yes(somebody().ordered(30), somebody().ordered(29)),
                        no(somebody().ordered(31), somebody())),
                example(
                        "first order was 30 days ago or more",
                        yes(somebody().ordered(30).ordered(1)),
                        no(somebody().ordered(29))),
                example(
                        "has spent 99.50 CNY or more",
                        yes(somebody().ordered(400, "99.50")),
                        no(somebody().ordered(1, "99.49"))),
                example(
                        "has spent 200 CNY or more in the last 30 days",
                        yes(somebody().ordered(1).ordered(29)),
                        no(somebody().ordered(1).ordered(30))),
                example(
                        "has spent less than 200 CNY in the last 30 days",
                        yes(somebody().ordered(1).ordered(30)),
                        no(somebody().ordered(1).ordered(29))),
                example(
                        "registered 3 days ago or more",
                        yes(somebody().registered(3)),
                        no(somebody().registered(2), somebody())),
                example(
                        "registered 3 days ago or less",
                        yes(somebody().registered(3)),
                        no(somebody().registered(4))));
    }

    private static List<Example> visits() {
        Shopper halved = somebody().visitedTimes(4, 40).visitedTimes(2, 3);
        return List.of(
                example(
                        "visited in the last 7 days",
                        yes(somebody().visited(7)),
                        no(somebody().visited(8), somebody())),
                example(
                        "has not visited in the last 7 days",
                        yes(somebody().visited(8), somebody()),
                        no(somebody().visited(7))),
                example(
                        "visited 3 times or more in the last 7 days",
                        yes(somebody().visitedTimes(3, 6)),
                        no(somebody().visitedTimes(3, 7), somebody().visitedTimes(2, 6))),
                example(
                        "visits in the last 30 days fell 50% or more",
                        yes(halved),
                        no(
                                somebody().visitedTimes(4, 40).visitedTimes(3, 3),
                                somebody().visited(3))),
                example(
                        "cart value is 99 CNY or more",
                        yes(somebody().did("Cart Abandoned", 1, Map.of("value", 99))),
                        no(somebody().did("Cart Abandoned", 1, Map.of("value", 98.99)), somebody())),
                example(
                        "did coupon_viewed in the last 7 days",
                        yes(somebody().did("Coupon Viewed", 7, Map.of())),
                        no(somebody().did("Coupon Viewed", 8, Map.of()), somebody())),
                example(
                        "did coupon_viewed 2 times or more in the last 7 days",
                        yes(somebody().did("Coupon Viewed", 1, Map.of()).did("Coupon Viewed", 6, Map.of())),
                        no(somebody().did("Coupon Viewed", 1, Map.of()).did("Coupon Viewed", 7, Map.of()))),
                example(
                        "never did coupon_viewed",
                        yes(somebody()),
                        no(somebody().did("Coupon Viewed", 1, Map.of()))));
    }

    private static List<Example> scores() {
        return List.of(
                example(
                        "recency score is 5 or more",
                        yes(somebody().ordered(30)),
                        no(somebody().ordered(31), somebody())),
                example("recency score is 1 or more", yes(somebody().ordered(999)), no(somebody())),
                example("frequency score is 4 or more", yes(times(5)), no(times(4))),
                example(
                        "money score is 2 or more",
                        yes(somebody().ordered(1, "300")),
                        no(somebody().ordered(1, "299.99"), somebody())));
    }

    private static List<Example> passage() {
        return List.of(
                example(
                        "has ordered since entering",
                        yes(somebody().entered(5).ordered(4)),
                        no(somebody().entered(5).ordered(5), somebody().ordered(1))),
                example(
                        "has visited since entering",
                        yes(somebody().entered(5).visited(4)),
                        no(somebody().entered(5).visited(6))),
                example(
                        "did coupon_viewed since entering",
                        yes(somebody().entered(5).did("Coupon Viewed", 4, Map.of())),
                        no(somebody().entered(5).did("Coupon Viewed", 6, Map.of()))),
                example(
                        "the coupon is unused",
                        yes(somebody().entered(5).given("BACK15", 1)),
                        no(somebody().entered(5), somebody().entered(5).given("BACK15", 0))),
                example(
                        "coupon BACK15 is unused",
                        yes(somebody().given("BACK15", 1)),
                        no(
                                somebody().given("NEW20", 1),
                                somebody().given("BACK15", 1).did("Coupon Redeemed", 0, Map.of("code", "C1")))),
                example(
                        "opened d30",
                        yes(
                                reached().receipt("Message Opened", "d30"),
                                reached().receipt("Message Clicked", "d30")),
                        no(reached())),
                example("did not open d30", yes(reached()), no(reached().receipt("Message Opened", "d30"))),
                example(
                        "clicked d30",
                        yes(reached().receipt("Message Clicked", "d30")),
                        no(reached().receipt("Message Opened", "d30"))),
                example("did not click d30", yes(reached()), no(reached().receipt("Message Clicked", "d30"))),
                example(
                        "d30 could not be delivered",
                        yes(
                                reached().receipt("Message Failed", "d30"),
                                somebody().entered(5)),
                        no(reached())),
                example(
                        "has no open refund or complaint",
                        yes(
                                somebody(),
                                somebody().did("Case Opened", 2, OF_CASE).did("Case Closed", 1, OF_CASE)),
                        no(somebody().did("Refund Requested", 1, Map.of()))),
                example(
                        "has an open refund",
                        yes(somebody().did("Case Opened", 2, OF_CASE)),
                        no(somebody().did("Case Opened", 2, OF_CASE).did("Case Closed", 1, OF_CASE))),
                example("unsubscribed", yes(somebody().did("Unsubscribed", 1, Map.of())), no(somebody())),
                example(
                        "minor",
                        yes(somebody().has("birthday", "2008-06-16")),
                        no(somebody().has("birthday", "2008-06-15"), somebody())));
    }

    static Shopper twice() {
        return times(2);
    }

    static Shopper times(int orders) {
        return somebody().orderedTimes(orders, 1);
    }

    static Shopper reached() {
        return somebody().entered(5).sent("d30", 4);
    }

    static Example example(String line, List<Shopper> holds, List<Shopper> fails) {
        return new Example(line, holds, fails);
    }

    static List<Shopper> yes(Shopper... shoppers) {
        return List.of(shoppers);
    }

    static List<Shopper> no(Shopper... shoppers) {
        return List.of(shoppers);
    }
}
