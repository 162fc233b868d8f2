package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of grids as people fill them in either language and as spreadsheets save them: with units, with commas
 * between thousands, with a word for "anything".
 */
record CellText(String currency, Problems problems) {

    private static final Set<String> ANY = Set.of("", "-", "–", "—", "*", "/", "any", "任意", "不限", "全部");
    private static final Set<String> NOTHING = Set.of("无", "无门槛", "none");
    private static final String NUMBER = "(\\d{1,10}|\\d{1,3}(?:,\\d{3})+)";
    private static final Pattern MONEY = Pattern.compile("满?([¥$€£])? ?" + NUMBER + "(\\.\\d{1,6})? ?(元|块|[A-Z]{3})?");
    private static final Pattern SPAN = Pattern.compile("(?:发放后|领取后)?(\\d{1,6}) ?(分钟|个?小时|天|日|周|个?星期)(?:内|有效)?");

    /** The currencies that a sign may stand for; the first where nothing else is said. */
    private static final Map<String, List<String>> SIGNS = Map.of(
            "¥", List.of("CNY", "JPY"),
            "$", List.of("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD"),
            "€", List.of("EUR"),
            "£", List.of("GBP"));

    private static final Map<String, String> SPANS =
            Map.of("分", "minutes", "小", "hours", "天", "days", "日", "days", "周", "weeks", "星", "weeks");
    private static final Pattern PRICE_LEFT = Pattern.compile("(\\d)(?:\\.(\\d))? ?折|(\\d\\d) ?折");

    /** Whether the cell leaves it open. */
    static boolean isAny(Phrase cell) {
        return ANY.contains(cell.text().toLowerCase(Locale.ROOT));
    }

    /** What is counted, and the units that people write behind it. Another unit is another question. */
    enum Counted {
        DAYS("days?|天|日"),
        ORDERS("orders?|times?|次|单|笔|个"),
        VISITS("visits?|times?|次"),
        CASES("cases?|次|单|笔|个|件"),
        COUPONS("(?:coupons?|times?|次|个|张|份|件)?(?: ?/ ?人| ?per customer)?"),
        SCORE("分");

        private final Pattern pattern;

        Counted(String units) {
            this.pattern = Pattern.compile(NUMBER + " ?(?:" + units + ")?");
        }
    }

    @Nullable
    Long count(Phrase cell, Counted counted) {
        Matcher matcher = counted.pattern.matcher(cell.text());
        return Amounts.whole(matcher.matches() ? rewritten(cell, ungrouped(matcher.group(1))) : cell, problems);
    }

    /** A number of a column of money, with or without the currency, in minor units. */
    @Nullable
    Long plainMoney(Phrase cell) {
        Matcher matcher = MONEY.matcher(cell.text());
        if (!matcher.matches()) {
            return Amounts.decimal(cell, problems);
        }
        return matcher.group(1) == null && matcher.group(4) == null
                ? Amounts.decimal(rewritten(cell, number(matcher)), problems)
                : money(cell);
    }

    /** An amount with its currency, in minor units. */
    @Nullable
    Long money(Phrase cell) {
        if (NOTHING.contains(cell.text())) {
            return 0L;
        }
        Matcher matcher = MONEY.matcher(cell.text());
        String code = matcher.matches() ? code(matcher) : "";
        return Amounts.money(code.isEmpty() ? cell : rewritten(cell, number(matcher) + " " + code), currency, problems);
    }

    @Nullable
    Long percent(Phrase cell) {
        Matcher left = PRICE_LEFT.matcher(cell.text());
        if (!left.matches()) {
            return Amounts.percent(cell, problems);
        }
        // 95折 and 9.5折 are both 95% of the price: a percentage off of 5
        String digits =
                left.group(3) != null ? left.group(3) : left.group(1) + (left.group(2) == null ? "0" : left.group(2));
        return 100 - Long.parseLong(digits);
    }

    @Nullable
    Span span(Phrase cell) {
        Matcher matcher = SPAN.matcher(cell.text());
        if (!matcher.matches()) {
            return Amounts.span(cell, problems);
        }
        String unit = matcher.group(2).replace("个", "").substring(0, 1);
        return Amounts.span(rewritten(cell, matcher.group(1) + " " + SPANS.get(unit)), problems);
    }

    /** The currency that sign and word agree on; empty where there is none, or they do not agree. */
    private String code(Matcher money) {
        List<String> ofSign = money.group(1) == null ? List.of() : SIGNS.getOrDefault(money.group(1), List.of());
        String word = money.group(4) == null ? "" : money.group(4);
        String code = word.equals("元") || word.equals("块") ? "CNY" : word;
        if (!code.isEmpty()) {
            return ofSign.isEmpty() || ofSign.contains(code) ? code : "";
        }
        if (ofSign.isEmpty()) {
            return "";
        }
        return ofSign.contains(currency) ? currency : ofSign.get(0);
    }

    private static String number(Matcher money) {
        return ungrouped(money.group(2)) + (money.group(3) == null ? "" : money.group(3));
    }

    private static String ungrouped(String digits) {
        return digits.replace(",", "");
    }

    private static Phrase rewritten(Phrase cell, String text) {
        String name = cell.cell();
        return name == null
                ? Phrase.of(cell.file(), cell.line(), cell.column(), text)
                : Phrase.ofCell(cell.file(), cell.line(), name, text);
    }
}
