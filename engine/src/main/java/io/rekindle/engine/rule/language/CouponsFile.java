package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.language.CellText.Counted;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Titles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads coupons.csv. */
final class CouponsFile {

    static final String PATH = "coupons.csv";

    private static final List<String> COLUMNS = List.of(
            "code",
            "kind",
            "value",
            "min_spend",
            "valid",
            "limit_per_customer",
            "stock",
            "label_en",
            "label_zh",
            "note");
    static final Titles TITLES = Titles.of(Map.ofEntries(
            Map.entry("code", "券码 优惠码 编码"),
            Map.entry("kind", "类型 优惠类型"),
            Map.entry("value", "面额 面值 优惠"),
            Map.entry("min_spend", "门槛 使用门槛 最低消费"),
            Map.entry("valid", "有效期"),
            Map.entry("limit_per_customer", "每人限领 每人限量 限领"),
            Map.entry("stock", "库存 发放总量"),
            Map.entry("label_en", "英文名 英文名称"),
            Map.entry("label_zh", "中文名 中文名称 名称"),
            Map.entry("note", "备注")));
    private static final List<String> KINDS = List.of("amount", "percent", "shipping");
    private static final Map<String, String> CHINESE_KINDS =
            Map.of("金额", "amount", "满减", "amount", "立减", "amount", "折扣", "percent", "包邮", "shipping", "免邮", "shipping");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final CellText values;
    private final Problems problems;

    private CouponsFile(CellText values) {
        this.values = values;
        this.problems = values.problems();
    }

    /** The offers by code, in the order of the file. */
    static Map<String, Offer> read(String source, String currency, Problems problems) {
        return read(Grid.read(PATH, source, TITLES, problems), currency, problems);
    }

    static Map<String, Offer> read(Grid grid, String currency, Problems problems) {
        grid.knows(COLUMNS::contains, COLUMNS);
        CouponsFile reader = new CouponsFile(new CellText(currency, problems));
        Map<String, Offer> offers = new LinkedHashMap<>();
        if (List.of("code", "kind", "value", "valid").stream()
                        .filter(grid::lacks)
                        .count()
                > 0) {
            return offers;
        }
        for (Grid.Row row : grid.rows()) {
            reader.offer(row).ifPresent(offer -> {
                if (offers.putIfAbsent(offer.code(), offer) != null) {
                    String message = "There is a coupon \"" + offer.code() + "\" already.";
                    problems.error(row.cell("code"), "duplicate-coupon", message);
                }
            });
        }
        return offers;
    }

    private Optional<Offer> offer(Grid.Row row) {
        Phrase code = row.cell("code");
        if (!CODE.matcher(code.text()).matches()) {
            problems.error(code, "bad-code", "A coupon's code has letters, digits, \"-\" and \"_\" only.");
            return Optional.empty();
        }
        Offer.Kind kind = kind(row.cell("kind"));
        Long value = kind == null ? null : value(kind, row.cell("value"));
        Phrase minimum = row.cell("min_spend");
        Long minSpend = CellText.isAny(minimum) ? Long.valueOf(0) : values.money(minimum);
        Span valid = values.span(row.cell("valid"));
        Phrase limits = row.cell("limit_per_customer");
        Long limit = limits.isEmpty() ? Long.valueOf(1) : values.count(limits, Counted.COUPONS);
        Phrase pieces = row.cell("stock");
        Long stock = CellText.isAny(pieces) ? Long.valueOf(Long.MAX_VALUE) : values.count(pieces, Counted.COUPONS);
        var label = Labels.of(row, new Label(code.text(), code.text()), problems);
        // What is wrong has been said, and keeps the book from being used; the code is known all the same.
        return Optional.of(new Offer(
                code.text(),
                kind == null ? Offer.Kind.SHIPPING : kind,
                value == null ? 0 : value,
                minSpend == null ? 0 : minSpend,
                valid == null ? Span.NONE : valid,
                limit == null ? 0 : Math.toIntExact(limit),
                stock == null ? 0 : stock,
                label));
    }

    private Offer.@Nullable Kind kind(Phrase cell) {
        String word = cell.text().toLowerCase(Locale.ROOT);
        String kind = CHINESE_KINDS.getOrDefault(word, word);
        if (KINDS.contains(kind)) {
            return Offer.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        }
        String message = "\"" + cell.original() + "\" is not a kind of coupon: amount, percent or shipping.";
        problems.error(cell, "unknown-kind", message, Nearest.of(word, KINDS));
        return null;
    }

    private @Nullable Long value(Offer.Kind kind, Phrase value) {
        return switch (kind) {
            case AMOUNT -> values.money(value);
            case PERCENT -> values.percent(value);
            case SHIPPING -> 0L;
        };
    }
}
