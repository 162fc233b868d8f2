package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.language.CellText.Counted;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Titles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** The titles in both languages. */
    static final Titles TITLES = Titles.of(chinese()).and(LifecycleColumn::windowKey);

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
    private static final Pattern CHINESE_WINDOW = Pattern.compile("(?:近|最近|过去)(\\d{1,3})[天日](.+)");
    private static final Map<String, String> CHINESE_FACTS = Map.ofEntries(
            Map.entry("访问", "visits"),
            Map.entry("访问次数", "visits"),
            Map.entry("访问下降", "visit_drop"),
            Map.entry("访问次数下降", "visit_drop"),
            Map.entry("访问降幅", "visit_drop"),
            Map.entry("消费", "spend"),
            Map.entry("消费金额", "spend"),
            Map.entry("下单", "orders"),
            Map.entry("订单数", "orders"),
            Map.entry("下单次数", "orders"));
    private static final Pattern TEST = Pattern.compile("(>=|=>|≥|≧|⩾|<=|=<|≤|≦|⩽|<>|!=|≠|==|=|<|>)? ?(\\S.*)");
    private static final Pattern RANGE =
            Pattern.compile("([^\\s.~〜–—−至到-][^\\s~〜–—−至到-]*?) ?(?:\\.{2,3}|[~〜–—−至到-]| to ) ?([^\\s.].*)");
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d|\\d{1,4}/\\d{1,2}/\\d{1,4}|\\d{1,2}月\\d{1,2}日|\\d{1,2}-[A-Z][a-z]{2}");
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("=>", ">="),
            Map.entry("≥", ">="),
            Map.entry("≧", ">="),
            Map.entry("⩾", ">="),
            Map.entry("=<", "<="),
            Map.entry("≤", "<="),
            Map.entry("≦", "<="),
            Map.entry("⩽", "<="),
            Map.entry("<>", "!="),
            Map.entry("≠", "!="),
            Map.entry("=", "=="));

    private static Map<String, String> chinese() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("state", "状态 生命周期 生命周期状态");
        words.put("label_en", "英文名 英文名称");
        words.put("label_zh", "中文名 中文名称");
        words.put("note", "备注");
        words.put("orders", "订单数 下单次数 累计订单数 累计下单次数");
        words.put("spend", "消费金额 累计消费 累计消费金额");
        words.put("visits", "访问次数 累计访问次数");
        words.put("open_cases", "进行中的退款或投诉 未结退款或投诉");
        words.put("days_since_order", "距上次下单天数 距上次下单");
        words.put("days_since_first_order", "距首次下单天数 距首次下单");
        words.put("days_since_registered", "注册天数 距注册天数 距注册");
        words.put("days_since_visit", "距上次访问天数 距上次访问");
        return words;
    }

    /** {@code 近30天访问下降} is visit_drop_30d. */
    private static String windowKey(String title) {
        Matcher window = CHINESE_WINDOW.matcher(title);
        String fact = window.matches() ? CHINESE_FACTS.get(window.group(2)) : null;
        return fact == null ? title : fact + "_" + window.group(1) + "d";
    }

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
    List<Condition> conditions(Phrase cell, CellText values) {
        Problems problems = values.problems();
        if (DATE.matcher(cell.text()).matches()) {
            String message = "\"" + cell.original()
                    + "\" is a date: a spreadsheet made it of what was typed. Write a range " + "with dots, like 3..5.";
            problems.error(cell, "not-a-test", message);
            return List.of();
        }
        Matcher range = RANGE.matcher(cell.text());
        if (range.matches()) {
            return between(cell, range, values);
        }
        Matcher test = TEST.matcher(cell.text());
        if (!test.matches()) {
            problems.error(
                    cell, "not-a-test", "\"" + cell.original() + "\" should be a test, like >=30, <30 or 30..119.");
            return List.of();
        }
        String sign = test.group(1) == null ? "=" : test.group(1);
        Long limit = number(cell.part(test.start(2), test.end(2)), values);
        return limit == null ? List.of() : List.of(test(OPERATORS.getOrDefault(sign, sign), limit));
    }

    private List<Condition> between(Phrase cell, Matcher range, CellText values) {
        Phrase first = cell.part(range.start(1), range.end(1));
        Phrase last = cell.part(range.start(2), range.end(2));
        boolean shares = unit == Unit.PERCENT && !first.text().endsWith("%");
        Long from = number(shares ? Phrase.ofCell(cell.file(), cell.line(), name(cell), first + "%") : first, values);
        Long to = number(last, values);
        if (from == null || to == null) {
            return List.of();
        }
        if (from > to) {
            String message = "\"" + cell.original() + "\" holds no number: write the smaller one first.";
            values.problems().error(cell, "empty-range", message);
        }
        return List.of(test(">=", from), test("<=", to));
    }

    private static String name(Phrase cell) {
        return String.valueOf(cell.cell());
    }

    private @Nullable Long number(Phrase text, CellText values) {
        return switch (unit) {
            case COUNT -> values.count(text, counted());
            case MONEY -> values.plainMoney(text);
            case PERCENT -> values.percent(text);
        };
    }

    private Counted counted() {
        if (fact.startsWith("days")) {
            return Counted.DAYS;
        }
        if (fact.equals("openCases")) {
            return Counted.CASES;
        }
        return fact.startsWith("visits") ? Counted.VISITS : Counted.ORDERS;
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
