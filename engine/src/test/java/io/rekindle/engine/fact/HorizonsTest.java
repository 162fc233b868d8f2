package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever time alone can change: the horizon that an answer notes is the first instant at which the answer differs. Random
 * customers around changes of the clock, in zones where days have 23, 23.5, 24 and 25 hours or begin at one o'clock.
 */
class HorizonsTest {

    private static final int CUSTOMERS = 150;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long FINE_STEP = 13 * MINUTE;
    private static final long STEP = 10 * 60 * MINUTE + 1;

    private static final List<String> OPERATORS = List.of("<", "<=", ">", ">=", "==", "!=");
    private static final List<String> NAMES =
            List.of("Order Completed", "Page Viewed", "Coupon Viewed", "Page Viewed", "Order Completed");
    /** Each with the local time of one of its changes of the clock. */
    private static final Map<String, String> ZONES = new TreeMap<>(Map.of(
            "Asia/Shanghai", "2026-03-29T02:00",
            "Europe/Berlin", "2026-03-29T02:00",
            "America/New_York", "2026-11-01T02:00",
            "Australia/Lord_Howe", "2026-04-05T02:00",
            "Africa/Cairo", "2026-04-24T00:00",
            "America/Santiago", "2026-09-06T00:00",
            "America/St_Johns", "2026-03-08T02:00"));

    /** A question to a customer's facts. */
    record Question(String text, Predicate<Facts> ask) {
        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<String> zones() {
        return ZONES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("zones")
    void the_horizon_is_the_first_instant_at_which_the_answer_changes(String zone) {
        Random random = new Random(zone.hashCode());
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Facts facts = customer(ZoneId.of(zone), random);
            for (Question question : questions(random)) {
                check(facts, question);
            }
        }
    }

    private static void check(Facts facts, Question question) {
        facts.ask(new BitSet());
        boolean now = question.ask().test(facts);
        long horizon = facts.horizon();
        long end = Math.min(horizon, facts.asOf() + 70 * DAY);
        for (long at = facts.asOf() + 1; at < end; at += at < facts.asOf() + 2 * DAY ? FINE_STEP : STEP) {
            if (question.ask().test(facts.at(at)) != now) {
                throw new AssertionError(question + " of " + facts + " changes before " + Instant.ofEpochMilli(end)
                        + ", at " + Instant.ofEpochMilli(at));
            }
        }
        if (horizon != History.NEVER) {
            assertThat(question.ask().test(facts.at(horizon - 1)))
                    .as("%s of %s, just before %s", question, facts, Instant.ofEpochMilli(horizon))
                    .isEqualTo(now);
            assertThat(question.ask().test(facts.at(horizon)))
                    .as("%s of %s, at %s", question, facts, Instant.ofEpochMilli(horizon))
                    .isNotEqualTo(now);
        }
    }

    private static List<Question> questions(Random random) {
        String op = OPERATORS.get(random.nextInt(OPERATORS.size()));
        long n = random.nextInt(40);
        int window = random.nextBoolean() ? 1 : 1 + random.nextInt(30);
        long count = random.nextInt(5);
        long percent = 5L * random.nextInt(21);
        String days = op + " " + n;
        String inWindow = " in " + window + " days " + op + " ";
        return List.of(
                new Question("days since order " + days, facts -> facts.daysSinceOrder(op, n)),
                new Question("days since first order " + days, facts -> facts.daysSinceFirstOrder(op, n)),
                new Question("days since visit " + days, facts -> facts.daysSinceVisit(op, n)),
                new Question("days since registered " + days, facts -> facts.daysSinceRegistered(op, n)),
                new Question("days since event " + days, facts -> facts.daysSinceEvent("coupon_viewed", op, n)),
                new Question(
                        "days in lifecycle " + days, facts -> dormant(facts).daysInLifecycle(op, n)),
                new Question("orders" + inWindow + count, facts -> facts.ordersIn(window, op, count)),
                new Question("spend" + inWindow + count, facts -> facts.spendIn(window, op, count * 5000)),
                new Question("visits" + inWindow + count, facts -> facts.visitsIn(window, op, count)),
                new Question("events" + inWindow + count, facts -> facts.eventsIn("coupon_viewed", window, op, count)),
                new Question("visit drop" + inWindow + percent, facts -> facts.visitDrop(window, op, percent)),
                new Question("minor", Facts::isMinor),
                new Question("the coupon is unused", facts -> facts.couponUnused("welcome")),
                new Question("a coupon is unused", facts -> facts.holdsUnused("NEW20")));
    }

    private static Facts dormant(Facts facts) {
        facts.enterLifecycle(LifecycleState.DORMANT);
        return facts;
    }

    /** What happened to a customer in the weeks before and the hours around a change of the clock, up to an instant. */
    private static Facts customer(ZoneId zone, Random random) {
        Instant change = LocalDateTime.parse(ZONES.getOrDefault(zone.getId(), ""))
                .atZone(zone)
                .toInstant();
        int around = random.nextBoolean() ? 2 : 20;
        Instant asOf = change.plus(random.nextInt(2 * around * 24 * 60) - around * 24L * 60, ChronoUnit.MINUTES);
        History history = new History();
        int events = random.nextInt(14);
        for (int event = 0; event < events; event++) {
            Instant at = happened(change, random);
            add(history, NAMES.get(random.nextInt(NAMES.size())), at.isAfter(asOf) ? asOf : at, Map.of("total", 50));
        }
        add(history, "User Registered", asOf.minus(random.nextInt(45 * 24), ChronoUnit.HOURS), Map.of());
        add(history, "Lifecycle Changed", asOf.minus(random.nextInt(900), ChronoUnit.HOURS), Map.of("to", "dormant"));
        String birthday = asOf.atZone(zone)
                .toLocalDate()
                .minusYears(18)
                .plusDays(random.nextInt(60) - 30)
                .toString();
        add(history, "Traits Changed", asOf, Map.of("traits", Map.of("birthday", birthday)));
        addCoupon(history, asOf, random);
        return new Facts(new Profile(new CustomerId("c1"), zone, "en", Set.of()), history, asOf.toEpochMilli());
    }

    /** Often around the change of the clock, or around the same local time a day before; else some time in six weeks. */
    private static Instant happened(Instant change, Random random) {
        int kind = random.nextInt(3);
        long minutes = kind == 0 ? -random.nextInt(45 * 24 * 60) : random.nextInt(300) - 150;
        return change.plus(minutes, ChronoUnit.MINUTES).minus(kind == 1 ? 1 : 0, ChronoUnit.DAYS);
    }

    private static void addCoupon(History history, Instant asOf, Random random) {
        Instant entered = asOf.minus(2, ChronoUnit.DAYS);
        Instant expires = asOf.plus(random.nextInt(600) - 200, ChronoUnit.HOURS);
        add(
                history,
                "Campaign Entered",
                entered,
                Map.of("entry", "e1", "campaign", "welcome", "variant", "", "holdout", "false", "occasion", "0"));
        add(
                history,
                "Coupon Issued",
                entered,
                Map.of(
                        "code",
                        "C1",
                        "coupon",
                        "NEW20",
                        "entry",
                        "e1",
                        "step",
                        "s",
                        "expires_at",
                        Long.toString(expires.toEpochMilli())));
    }

    private static void add(History history, String name, Instant at, Map<String, Object> properties) {
        Fold.apply(history, new Event("m", new CustomerId("c1"), name, at, new TreeMap<>(properties)));
    }
}
