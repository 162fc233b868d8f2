package io.rekindle.engine.rule.sentence;

import static io.rekindle.engine.rule.sentence.Vocabulary.Kind.DAYS;
import static io.rekindle.engine.rule.sentence.Vocabulary.Kind.NUMBER;
import static io.rekindle.engine.rule.sentence.Vocabulary.Kind.OPERATOR;
import static io.rekindle.engine.rule.sentence.Vocabulary.Kind.TEXT;
import static io.rekindle.engine.rule.sentence.Vocabulary.Kind.YES_NO;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything a rule may ask of the facts, and nothing else: the only names that ever reach a compiled rule. */
public final class Vocabulary {

    public static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=");

    /** A named condition of segments.yaml: written out where it is asked for. */
    public static final String SEGMENT = "segment";
    /** A score by the cells of rfm.csv: written out as what the cells say. */
    public static final String RFM = "rfm";

    /** A cell of recency and frequency: written out in the same way. */
    public static final String RFM_CELL = "rfmCell";

    public static final String LIFECYCLE = "lifecycle";
    public static final String LIFECYCLE_BEFORE = "lifecycleBefore";
    public static final String WAS_LIFECYCLE = "wasLifecycle";
    public static final String BECAME_LIFECYCLE = "becameLifecycle";

    private static final Map<String, Fact> FACTS = new TreeMap<>();

    static {
        constant(LIFECYCLE, TEXT);
        constant(LIFECYCLE_BEFORE, TEXT);
        constant(WAS_LIFECYCLE, YES_NO, TEXT);
        timed("daysInLifecycle", OPERATOR, NUMBER);
        timed(BECAME_LIFECYCLE, TEXT, DAYS);
        timed(SEGMENT, TEXT);
        ofTheCustomer();
        ofDates();
        ofEvents();
        ofPurchases();
        ofCoupons();
        ofCampaigns();
    }

    private static void ofTheCustomer() {
        constant("hasTag", YES_NO, TEXT);
        timed("daysTagged", TEXT, OPERATOR, NUMBER);
        constant("traitKnown", YES_NO, TEXT);
        for (String name : List.of("traitIs", "traitIn", "traitContains")) {
            constant(name, YES_NO, TEXT, TEXT);
        }
        constant("traitNumber", YES_NO, TEXT, OPERATOR, NUMBER);
        for (String name : List.of("hasConsent", "hasAddress", "isSuppressed")) {
            constant(name, YES_NO, TEXT);
        }
        constant("isUnsubscribed", YES_NO);
        constant("inSplit", YES_NO, TEXT, NUMBER, NUMBER);
    }

    private static void ofDates() {
        constant("traitDay", YES_NO, TEXT, OPERATOR, NUMBER);
        for (String name :
                List.of("daysSinceTrait", "daysUntilTrait", "daysSinceAnniversary", "daysUntilAnniversary")) {
            timed(name, TEXT, OPERATOR, NUMBER);
        }
        timed("anniversaryThisMonth", TEXT);
        timed("age", OPERATOR, NUMBER);
        timed("isMinor");
        for (String name : List.of("weekday", "dayOfMonth", "month")) {
            timed(name, OPERATOR, NUMBER);
        }
        timed("localTime", NUMBER, NUMBER);
    }

    private static void ofEvents() {
        constant("events", NUMBER, TEXT);
        constant("sum", NUMBER, TEXT);
        constant("eventsOf", NUMBER, TEXT, NUMBER);
        constant("eventsWith", NUMBER, TEXT, TEXT, TEXT);
        constant("sumWith", NUMBER, TEXT, TEXT, TEXT);
        for (String name : List.of("eventsIn", "sumIn", "eventDrop", "eventRise", "sumDrop", "sumRise")) {
            timed(name, TEXT, DAYS, OPERATOR, NUMBER);
        }
        for (String name : List.of("eventsBefore", "sumBefore")) {
            timed(name, TEXT, DAYS, DAYS, OPERATOR, NUMBER);
        }
        for (String name : List.of("eventsBetween", "sumBetween")) {
            constant(name, YES_NO, TEXT, NUMBER, NUMBER, OPERATOR, NUMBER);
        }
        timed("eventsOfIn", TEXT, NUMBER, DAYS, OPERATOR, NUMBER);
        for (String name : List.of("eventsWithIn", "sumWithIn")) {
            timed(name, TEXT, TEXT, TEXT, DAYS, OPERATOR, NUMBER);
        }
        for (String name : List.of("daysSinceEvent", "daysSinceFirstEvent")) {
            timed(name, TEXT, OPERATOR, NUMBER);
        }
        timed("daysSinceEventWith", TEXT, TEXT, TEXT, OPERATOR, NUMBER);
        for (String name : List.of("firstOn", "lastOn")) {
            constant(name, YES_NO, TEXT, OPERATOR, NUMBER);
        }
    }

    private static void ofPurchases() {
        for (String name : List.of("orders", "spend", "visits", "openCases", "cartValue", "lastOrderValue")) {
            constant(name, NUMBER);
        }
        constant("cartHas", YES_NO, TEXT, TEXT);
        for (String name : List.of("averageOrder", "usualGap", "registeredOn")) {
            constant(name, YES_NO, OPERATOR, NUMBER);
        }
        timed("laterThanUsual", NUMBER);
        for (String name : List.of("Order", "FirstOrder", "Visit", "Registered")) {
            timed("daysSince" + name, OPERATOR, NUMBER);
        }
        for (String name : List.of("ordersIn", "spendIn", "visitsIn", "visitDrop")) {
            timed(name, DAYS, OPERATOR, NUMBER);
        }
        timed(RFM, TEXT, OPERATOR, NUMBER);
        timed(RFM_CELL, TEXT);
    }

    private static void ofCoupons() {
        constant("couponsIssued", NUMBER, TEXT);
        constant("couponUsed", YES_NO, TEXT);
        timed("couponUnused", TEXT);
        timed("holdsUnused", TEXT);
        for (String name : List.of("couponExpiring", "couponExpired", "couponUsedIn")) {
            timed(name, TEXT, DAYS);
        }
    }

    private static void ofCampaigns() {
        constant("entries", NUMBER, TEXT);
        constant("inCampaign", YES_NO, TEXT);
        timed("enteredIn", TEXT, DAYS);
        constant("orderedSinceEntering", YES_NO, TEXT);
        constant("visitedSinceEntering", YES_NO, TEXT);
        constant("happenedSinceEntering", YES_NO, TEXT, TEXT);
        for (String name : List.of("opened", "clicked", "replied", "undelivered")) {
            constant(name, YES_NO, TEXT, TEXT);
        }
        timed("messages", TEXT, TEXT, TEXT, OPERATOR, NUMBER);
        timed("messagesIn", TEXT, TEXT, TEXT, DAYS, OPERATOR, NUMBER);
    }

    private Vocabulary() {}

    /** What an argument or an answer is. */
    public enum Kind {
        /** One of {@link #OPERATORS}. */
        OPERATOR,
        /** The length of a window in days, an int. */
        DAYS,
        /** A whole number, a long. */
        NUMBER,
        TEXT,
        YES_NO
    }

    /**
     * One thing that can be asked.
     *
     * @param timed whether time alone can change the answer: such tests come last in a rule
     */
    public record Fact(String name, Kind answer, boolean timed, List<Kind> arguments) {
        public Fact {
            arguments = List.copyOf(arguments);
        }

        /** Whether a rule may ask it as it stands; else it is written out as other facts first. */
        public boolean isPrimitive() {
            return !Set.of(SEGMENT, RFM, RFM_CELL).contains(name);
        }
    }

    private static void constant(String name, Kind answer, Kind... arguments) {
        FACTS.put(name, new Fact(name, answer, false, List.of(arguments)));
    }

    private static void timed(String name, Kind... arguments) {
        FACTS.put(name, new Fact(name, YES_NO, true, List.of(arguments)));
    }

    public static Optional<Fact> find(String name) {
        return Optional.ofNullable(FACTS.get(name));
    }

    /** Every name that can be asked, with what it is. */
    public static Map<String, Fact> all() {
        return Collections.unmodifiableMap(FACTS);
    }
}
