package io.rekindle.engine.fact;

import io.rekindle.engine.event.EventNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says in a few English words what a rule saw of a customer, such as {@code 41 days, on 3 Nov}. Saying it notes no horizon.
 * Holds nothing that says who the customer is.
 */
public final class InWords {

    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final Facts facts;

    public InWords(Facts facts) {
        this.facts = facts;
    }

    /** What the fact of that name, asked with those arguments (Strings and Longs), saw. */
    public String of(String fact, List<Object> arguments) {
        return state(fact, arguments)
                .or(() -> everCounted(fact, arguments))
                .or(() -> daysSince(fact, arguments))
                .or(() -> rolling(fact, arguments))
                .or(() -> switched(fact, arguments))
                .or(() -> passage(fact, arguments))
                .orElse("");
    }

    private Optional<String> state(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "lifecycle" -> lifecycle() + since();
                    case "daysInLifecycle" ->
                        lifecycle() + ", " + days(facts.daysBetween(facts.lifecycleSince())) + since();
                    case "wasLifecycle" ->
                        (facts.wasLifecycle(text(arguments, 0)) ? "was " : "never was ")
                                + text(arguments, 0).replace('_', ' ');
                    default -> null;
                });
    }

    private String lifecycle() {
        String state = facts.getLifecycle();
        return state.isEmpty() ? "no state" : state.replace('_', ' ');
    }

    private String since() {
        return facts.getLifecycle().isEmpty() ? "" : " since " + date(facts.lifecycleSince());
    }

    private Optional<String> everCounted(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "orders" -> count(facts.getOrders(), "order");
                    case "visits" -> count(facts.getVisits(), "visit");
                    case "spend" -> "spent " + money(facts.getSpend());
                    case "cartValue" -> "cart of " + money(facts.getCartValue());
                    case "openCases" -> openCases();
                    case "events" -> facts.events(text(arguments, 0)) + " × " + text(arguments, 0);
                    case "couponsIssued" -> count(facts.couponsIssued(text(arguments, 0)), "coupon");
                    default -> null;
                });
    }

    private String openCases() {
        long open = facts.getOpenCases();
        long since = facts.history().cases.values().stream()
                .filter(one -> one.openAt(facts.asOf()))
                .mapToLong(Case::opened)
                .min()
                .orElse(History.NEVER);
        return open == 0 ? "no open case" : count(open, "open case") + " since " + date(since);
    }

    private Optional<String> daysSince(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "daysSinceOrder" -> ago(facts.last(EventNames.ORDER_COMPLETED), "never ordered");
                    case "daysSinceFirstOrder" -> ago(facts.first(EventNames.ORDER_COMPLETED), "never ordered");
                    case "daysSinceVisit" -> ago(facts.last(History.VISIT), "never visited");
                    case "daysSinceRegistered" -> ago(facts.registered(), "not registered");
                    case "daysSinceEvent" -> ago(facts.last(text(arguments, 0)), "never");
                    default -> null;
                });
    }

    private String ago(long instant, String never) {
        return instant > facts.asOf() ? never : days(facts.daysBetween(instant)) + ", on " + date(instant);
    }

    private Optional<String> rolling(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "ordersIn" -> inWindow(EventNames.ORDER_COMPLETED, number(arguments, 0), "order");
                    case "visitsIn" -> inWindow(History.VISIT, number(arguments, 0), "visit");
                    case "eventsIn" -> inWindow(text(arguments, 0), number(arguments, 1), "time");
                    case "spendIn" -> {
                        int n = number(arguments, 0);
                        long sum = facts.window(EventNames.ORDER_COMPLETED).sum(facts.asOf(), n);
                        yield "spent " + money(sum) + " in " + days(n);
                    }
                    case "visitDrop" -> visitDrop(number(arguments, 0));
                    default -> null;
                });
    }

    private String inWindow(String key, int n, String noun) {
        return count(facts.window(key).count(facts.asOf(), n), noun) + " in " + days(n);
    }

    private String visitDrop(int n) {
        Window visits = facts.window(History.VISIT);
        long last = visits.count(facts.asOf(), n);
        long before = visits.count(facts.asOf(), 2 * n) - last;
        long drop = visits.dropPercent(facts.asOf(), n);
        String change =
                drop > 0 ? "visits fell " + drop + "%" : before == 0 ? "no visits before" : "visits did not fall";
        return change + " (" + before + " → " + last + ")";
    }

    private Optional<String> switched(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "hasTag" ->
                        (facts.hasTag(text(arguments, 0)) ? "tagged " : "not tagged ") + text(arguments, 0);
                    case "traitIs" -> {
                        String value = facts.trait(text(arguments, 0));
                        yield value == null ? "no " + text(arguments, 0) : text(arguments, 0) + " is " + value;
                    }
                    case "hasConsent" ->
                        (facts.hasConsent(text(arguments, 0)) ? "consents to " : "no consent to ") + text(arguments, 0);
                    case "isUnsubscribed" -> facts.isUnsubscribed() ? "unsubscribed" : "not unsubscribed";
                    case "isMinor" -> facts.at(facts.asOf()).isMinor() ? "under 18" : "not known to be under 18";
                    default -> null;
                });
    }

    private Optional<String> passage(String fact, List<Object> arguments) {
        return Optional.ofNullable(
                switch (fact) {
                    case "orderedSinceEntering" -> sinceEntering(arguments, EventNames.ORDER_COMPLETED, "ordered");
                    case "visitedSinceEntering" -> sinceEntering(arguments, History.VISIT, "visited");
                    case "happenedSinceEntering" -> sinceEntering(arguments, text(arguments, 1), "happened");
                    case "couponUnused" -> coupon(ofEntry(text(arguments, 0)));
                    case "holdsUnused" -> coupon(ofOffer(text(arguments, 0)));
                    case "opened", "clicked", "undelivered" -> message(fact, arguments);
                    default -> null;
                });
    }

    private String sinceEntering(List<Object> arguments, String key, String verb) {
        Entry entry = facts.lastEntry(text(arguments, 0));
        if (entry == null) {
            return "never entered";
        }
        long last = facts.last(key);
        boolean happened = last <= facts.asOf() && last > entry.enteredAt();
        return happened ? verb + " on " + date(last) : "not " + verb + " since " + date(entry.enteredAt());
    }

    private Optional<Holding> ofEntry(String campaign) {
        Entry entry = facts.lastEntry(campaign);
        return entry == null ? Optional.empty() : Optional.ofNullable(facts.couponOf(entry));
    }

    private Optional<Holding> ofOffer(String coupon) {
        return facts.history().holdings.values().stream()
                .filter(one -> one.coupon().equals(coupon) && one.usableAt(facts.asOf()))
                .findFirst();
    }

    private String coupon(Optional<Holding> holding) {
        if (holding.isEmpty()) {
            return "no coupon";
        }
        Holding one = holding.get();
        if (one.redeemedAt() <= facts.asOf()) {
            return one.coupon() + " used on " + date(one.redeemedAt());
        }
        return one.coupon()
                + (one.expiresAt() <= facts.asOf() ? " expired on " : " usable until ")
                + date(one.expiresAt());
    }

    private String message(String fact, List<Object> arguments) {
        Entry entry = facts.lastEntry(text(arguments, 0));
        Optional<Touch> found = facts.history().touches().stream()
                .filter(one -> entry != null && one.entry().equals(entry.id()))
                .filter(one -> one.step().equals(text(arguments, 1)))
                .findFirst();
        if (found.isEmpty()) {
            return "not sent";
        }
        Touch touch = found.get();
        if (touch.failed() <= facts.asOf()) {
            return "failed on " + date(touch.failed());
        }
        long done = fact.equals("clicked") ? touch.clicked() : touch.opened();
        String verb = fact.equals("clicked") ? "clicked" : "opened";
        return done <= facts.asOf() ? verb + " on " + date(done) : "sent on " + date(touch.at()) + ", not " + verb;
    }

    private String date(long instant) {
        LocalDate day =
                Instant.ofEpochMilli(instant).atZone(facts.profile().zone()).toLocalDate();
        return day.format(day.getYear() == facts.today().getYear() ? THIS_YEAR : OTHER_YEAR);
    }

    private static String days(long days) {
        return count(days, "day");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String money(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static String text(List<Object> arguments, int index) {
        return (String) arguments.get(index);
    }

    private static int number(List<Object> arguments, int index) {
        return ((Long) arguments.get(index)).intValue();
    }
}
