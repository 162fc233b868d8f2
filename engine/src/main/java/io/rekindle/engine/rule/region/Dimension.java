package io.rekindle.engine.rule.region;

import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.book.Condition.Ask;
import io.rekindle.engine.rule.book.Condition.Compare;
import io.rekindle.engine.rule.book.Condition.Question;
import io.rekindle.engine.rule.sentence.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One number of a customer that can be asked for.
 *
 * @param series the key of the events it counts, sums or dates, or else the whole question without its comparison
 * @param days the length of the window; 0 for ever
 */
record Dimension(Measure measure, String series, int days) implements Comparable<Dimension> {

    static final String VISIT = "visit";

    /** What is measured of a series of events. */
    enum Measure {
        COUNT,
        SUM,
        /** Days since the last one. */
        LAST,
        /** Days since the first one. */
        FIRST,
        /** By how many percent the last days' count fell below that of as many days before. */
        DROP,
        /** A number from 0 on that hangs together with no other, or none that is known. */
        NUMBER,
        /** Such a number, or none at all, that may be negative: it stands shifted, far from {@link Values#NONE}. */
        SIGNED,
        /** 1 for yes, 0 for no. */
        YES_NO
    }

    private static final long SHIFT = 1L << 50;
    private static final String REGISTERED = "daysSinceRegistered";
    private static final String ORDER = EventNames.ORDER_COMPLETED;
    private static final Map<String, Dimension> KNOWN = Map.ofEntries(
            Map.entry("orders", new Dimension(Measure.COUNT, ORDER, 0)),
            Map.entry("spend", new Dimension(Measure.SUM, ORDER, 0)),
            Map.entry("visits", new Dimension(Measure.COUNT, VISIT, 0)),
            Map.entry("daysSinceOrder", new Dimension(Measure.LAST, ORDER, 0)),
            Map.entry("daysSinceFirstOrder", new Dimension(Measure.FIRST, ORDER, 0)),
            Map.entry("daysSinceVisit", new Dimension(Measure.LAST, VISIT, 0)));
    private static final Map<String, Dimension> WINDOWS = Map.of(
            "ordersIn", new Dimension(Measure.COUNT, ORDER, 0),
            "spendIn", new Dimension(Measure.SUM, ORDER, 0),
            "visitsIn", new Dimension(Measure.COUNT, VISIT, 0),
            "visitDrop", new Dimension(Measure.DROP, VISIT, 0));

    /** A question, as the numbers of a dimension for which it is answered with yes. */
    record Test(Dimension dimension, Values values) {}

    static Test of(Question question) {
        return question instanceof Compare compare ? of(compare) : of((Ask) question);
    }

    private static Test of(Compare compare) {
        if (compare.value() instanceof Long limit) {
            return new Test(plain(compare), Values.that(compare.operator(), limit));
        }
        boolean equal = compare.operator().equals("==");
        Dimension isIt = new Dimension(Measure.YES_NO, name(compare) + " == " + compare.value(), 0);
        return new Test(isIt, yes(equal));
    }

    private static Dimension plain(Question question) {
        Dimension known = KNOWN.get(question.fact());
        if (known != null) {
            return known;
        }
        return question.fact().equals("events") && question.arguments().size() == 1
                ? new Dimension(Measure.COUNT, (String) question.arguments().get(0), 0)
                : new Dimension(Measure.NUMBER, name(question), 0);
    }

    private static Test of(Ask ask) {
        List<Object> arguments = ask.arguments();
        int last = arguments.size() - 1;
        boolean compares = last >= 1
                && arguments.get(last) instanceof Long
                && arguments.get(last - 1) instanceof String operator
                && Vocabulary.OPERATORS.contains(operator);
        if (!compares) {
            return new Test(new Dimension(Measure.YES_NO, name(ask), 0), yes(true));
        }
        Dimension dimension = timed(new Ask(ask.fact(), arguments.subList(0, last - 1)));
        long limit = (Long) arguments.get(last) + (dimension.measure == Measure.SIGNED ? SHIFT : 0);
        return new Test(dimension, Values.that((String) arguments.get(last - 1), limit));
    }

    private static Dimension timed(Ask bare) {
        List<Object> arguments = bare.arguments();
        Dimension window = WINDOWS.get(bare.fact());
        if (window != null && arguments.size() == 1 && arguments.get(0) instanceof Long days) {
            return new Dimension(window.measure(), window.series(), days.intValue());
        }
        boolean keyed = !arguments.isEmpty() && arguments.get(0) instanceof String;
        if (bare.fact().equals("eventsIn") && keyed && arguments.size() == 2 && arguments.get(1) instanceof Long days) {
            return new Dimension(Measure.COUNT, (String) arguments.get(0), days.intValue());
        }
        if (bare.fact().equals("daysSinceEvent") && keyed && arguments.size() == 1) {
            return new Dimension(Measure.LAST, (String) arguments.get(0), 0);
        }
        Dimension plain = plain(bare);
        boolean isAge = plain.measure != Measure.NUMBER || bare.fact().equals(REGISTERED);
        return isAge ? plain : new Dimension(Measure.SIGNED, plain.series, 0);
    }

    private static String name(Question question) {
        return question.fact() + question.arguments();
    }

    private static Values yes(boolean yes) {
        return yes ? Values.of(1, 1) : Values.of(0, 0);
    }

    /** The numbers that there are. */
    Values domain() {
        return switch (measure) {
            // whoever is asked about has been heard of at some time, so that even registration has an age
            case COUNT, SUM, NUMBER -> Values.of(0, Values.MOST);
            case YES_NO -> Values.of(0, 1);
            case DROP -> Values.of(Values.NONE, 100);
            case LAST, FIRST, SIGNED -> Values.ALL;
        };
    }

    /** Whether it is measured of a series of events, whose numbers hang together. */
    Optional<String> events() {
        boolean ofEvents = measure.compareTo(Measure.NUMBER) < 0;
        return ofEvents ? Optional.of(series) : Optional.empty();
    }

    @Override
    public int compareTo(Dimension other) {
        int bySeries = series.compareTo(other.series);
        int byMeasure = bySeries != 0 ? bySeries : measure.compareTo(other.measure);
        return byMeasure != 0 ? byMeasure : Integer.compare(days, other.days);
    }
}
