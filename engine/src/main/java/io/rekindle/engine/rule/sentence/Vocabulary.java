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

    public static final String LIFECYCLE = "lifecycle";
    public static final String WAS_LIFECYCLE = "wasLifecycle";

    private static final Map<String, Fact> FACTS = new TreeMap<>();

    static {
        constant(LIFECYCLE, TEXT);
        for (String name : List.of("orders", "spend", "visits", "openCases", "cartValue")) {
            constant(name, NUMBER);
        }
        constant("events", NUMBER, TEXT);
        constant("couponsIssued", NUMBER, TEXT);
        constant(WAS_LIFECYCLE, YES_NO, TEXT);
        constant("hasTag", YES_NO, TEXT);
        constant("traitIs", YES_NO, TEXT, TEXT);
        constant("hasConsent", YES_NO, TEXT);
        constant("isUnsubscribed", YES_NO);
        constant("orderedSinceEntering", YES_NO, TEXT);
        constant("visitedSinceEntering", YES_NO, TEXT);
        constant("happenedSinceEntering", YES_NO, TEXT, TEXT);
        for (String name : List.of("opened", "clicked", "undelivered")) {
            constant(name, YES_NO, TEXT, TEXT);
        }
        for (String name : List.of("Order", "FirstOrder", "Visit", "Registered")) {
            timed("daysSince" + name, OPERATOR, NUMBER);
        }
        timed("daysInLifecycle", OPERATOR, NUMBER);
        timed("daysSinceEvent", TEXT, OPERATOR, NUMBER);
        for (String name : List.of("ordersIn", "spendIn", "visitsIn", "visitDrop")) {
            timed(name, DAYS, OPERATOR, NUMBER);
        }
        timed("eventsIn", TEXT, DAYS, OPERATOR, NUMBER);
        timed("isMinor");
        timed("couponUnused", TEXT);
        timed("holdsUnused", TEXT);
        timed(SEGMENT, TEXT);
        timed(RFM, TEXT, OPERATOR, NUMBER);
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
            return !name.equals(SEGMENT) && !name.equals(RFM);
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
