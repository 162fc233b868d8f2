package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of lifecycle.csv: the fact its cells speak of.
 *
 * @param window the length of the window in days, null for facts without one
 */
record LifecycleColumn(
        String fact, boolean asks, Unit unit, @Nullable Long window) {

    /** Titles to suggest for a title that is none of them. */
    static final List<String> EXAMPLES = List.of(
            "state",
            "label_en",
            "label_zh",
            "orders",
            "spend",
            "visits",
            "open_cases",
            "days_since_order",
            "days_since_first_order",
            "days_since_registered",
            "days_since_visit",
            "visits_30d",
            "visit_drop_30d",
            "spend_180d",
            "orders_180d");

    /** What the numbers in the cells are. */
    enum Unit {
        COUNT,
        MONEY,
        PERCENT
    }

    private static final Map<String, LifecycleColumn> PLAIN = Map.of(
            "orders", new LifecycleColumn("orders", false, Unit.COUNT, null),
            "spend", new LifecycleColumn("spend", false, Unit.MONEY, null),
            "visits", new LifecycleColumn("visits", false, Unit.COUNT, null),
            "open_cases", new LifecycleColumn("openCases", false, Unit.COUNT, null),
            "days_since_order", new LifecycleColumn("daysSinceOrder", true, Unit.COUNT, null),
            "days_since_first_order", new LifecycleColumn("daysSinceFirstOrder", true, Unit.COUNT, null),
            "days_since_registered", new LifecycleColumn("daysSinceRegistered", true, Unit.COUNT, null),
            "days_since_visit", new LifecycleColumn("daysSinceVisit", true, Unit.COUNT, null));

    private static final Pattern WINDOW = Pattern.compile("(visits|visit_drop|spend|orders)_([1-9]\\d{0,2})d");
    private static final Pattern TEST = Pattern.compile("(>=|≥|<=|≤|=|<|>)? ?(\\S+)");
    private static final Pattern RANGE = Pattern.compile("([^.\\s]+(?:\\.\\d+)?)\\.\\.([^.\\s]+(?:\\.\\d+)?)");
    private static final Map<String, String> OPERATORS = Map.of("≥", ">=", "≤", "<=", "=", "==");

    static Optional<LifecycleColumn> of(String title) {
        LifecycleColumn plain = PLAIN.get(title);
        Matcher window = WINDOW.matcher(title);
        if (plain != null || !window.matches()) {
            return Optional.ofNullable(plain);
        }
        Long days = Long.valueOf(window.group(2));
        return Optional.of(
                switch (window.group(1)) {
                    case "visits" -> new LifecycleColumn("visitsIn", true, Unit.COUNT, days);
                    case "visit_drop" -> new LifecycleColumn("visitDrop", true, Unit.PERCENT, days);
                    case "spend" -> new LifecycleColumn("spendIn", true, Unit.MONEY, days);
                    default -> new LifecycleColumn("ordersIn", true, Unit.COUNT, days);
                });
    }

    /** What a cell of this column asks: one test, or two for a range; none, and why among the problems, for a wrong one. */
    List<Condition> conditions(Phrase cell, Problems problems) {
        Matcher range = RANGE.matcher(cell.text());
        if (range.matches()) {
            Long from = number(cell.part(range.start(1), range.end(1)), problems);
            Long to = number(cell.part(range.start(2), range.end(2)), problems);
            if (from == null || to == null) {
                return List.of();
            }
            if (from > to) {
                problems.error(cell, "empty-range", "\"" + cell + "\" holds no number: write the smaller one first.");
            }
            return List.of(test(">=", from), test("<=", to));
        }
        Matcher test = TEST.matcher(cell.text());
        if (!test.matches()) {
            problems.error(
                    cell, "not-a-test", "\"" + cell.original() + "\" should be a test, like >=30, <30 or 30..119.");
            return List.of();
        }
        String sign = test.group(1) == null ? "=" : test.group(1);
        Long limit = number(cell.part(test.start(2), test.end(2)), problems);
        return limit == null ? List.of() : List.of(test(OPERATORS.getOrDefault(sign, sign), limit));
    }

    private @Nullable Long number(Phrase text, Problems problems) {
        return switch (unit) {
            case COUNT -> Amounts.whole(text, problems);
            case MONEY -> Amounts.decimal(text, problems);
            case PERCENT -> Amounts.percent(text, problems);
        };
    }

    private Condition test(String operator, long limit) {
        if (!asks) {
            return new Condition.Compare(fact, List.of(), operator, limit);
        }
        List<Object> arguments = new ArrayList<>();
        if (window != null) {
            arguments.add(window);
        }
        arguments.add(operator);
        arguments.add(limit);
        return new Condition.Ask(fact, arguments);
    }
}
