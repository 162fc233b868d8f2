package io.rekindle.engine.rule.region;

import io.rekindle.engine.event.EventNames;
import io.rekindle.engine.rule.region.Dimension.Measure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A customer as there could be one: the numbers, and events that give them. */
public record Customer(NavigableMap<Dimension, Long> numbers, NavigableMap<String, Happenings> past) {

    private static final Map<String, String> NOUNS =
            Map.of(EventNames.ORDER_COMPLETED, "order", Dimension.VISIT, "visit");

    /** The numbers as people say them, such as {@code a customer with 5 orders, the last order 12 days ago}. */
    public String inWords() {
        List<String> words = Stream.concat(
                        words(dimension -> dimension.events().isPresent()),
                        words(dimension -> dimension.events().isEmpty()))
                .toList();
        return words.isEmpty() ? "any customer" : "a customer with " + String.join(", ", words);
    }

    private Stream<String> words(Predicate<Dimension> which) {
        return numbers.entrySet().stream()
                .filter(one -> which.test(one.getKey()) && !goesWithoutSaying(one.getKey()))
                .map(one -> words(one.getKey(), one.getValue()))
                .distinct();
    }

    /** Of what never happened, only that is said. */
    private boolean goesWithoutSaying(Dimension dimension) {
        Dimension ever = new Dimension(Measure.COUNT, dimension.series(), 0);
        return !dimension.equals(ever) && Long.valueOf(0).equals(numbers.get(ever));
    }

    private static String words(Dimension dimension, long number) {
        String noun = NOUNS.getOrDefault(dimension.series(), dimension.series());
        String window = dimension.days() == 0 ? "" : " in the last " + days(dimension.days());
        return switch (dimension.measure()) {
            case COUNT -> (number == 0 ? "no " + noun : many(number, noun)) + window;
            case SUM -> (number == 0 ? "nothing" : money(number)) + " spent" + window;
            case LAST ->
                number == Values.NONE ? "no " + noun + " ever" : "the last " + noun + " " + days(number) + " ago";
            case FIRST ->
                number == Values.NONE ? "no " + noun + " ever" : "the first " + noun + " " + days(number) + " ago";
            case DROP -> fall(dimension, number);
            case NUMBER, SIGNED -> other(dimension, number);
            case YES_NO -> dimension.series() + (number == 1 ? ": yes" : ": no");
        };
    }

    private static String fall(Dimension dimension, long percent) {
        String window = days(dimension.days());
        return percent == Values.NONE
                ? "no visit in the " + window + " before the last " + window
                : "visits of the last " + window + " " + (percent == 0 ? "no fewer" : percent + "% fewer")
                        + " than in the " + window + " before";
    }

    private static String other(Dimension dimension, long number) {
        String fact = dimension.series().replaceAll("\\[.*", "");
        return switch (fact) {
            case "openCases" -> number == 0 ? "no open case" : many(number, "open case");
            case "daysSinceRegistered" -> "registration " + days(number) + " ago";
            default -> fact + (number == Values.NONE ? " unknown" : " " + number);
        };
    }

    private static String days(long number) {
        return many(number, "day");
    }

    private static String many(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String money(long minor) {
        BigDecimal amount = BigDecimal.valueOf(minor, 2);
        return (minor % 100 == 0 ? amount.setScale(0) : amount).toPlainString();
    }
}
