package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.source.Amounts;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
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
            "code", "kind", "value", "min_spend", "valid", "limit_per_customer", "stock", "label_en", "label_zh");
    private static final List<String> KINDS = List.of("amount", "percent", "shipping");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final String currency;
    private final Problems problems;

    private CouponsFile(String currency, Problems problems) {
        this.currency = currency;
        this.problems = problems;
    }

    /** The offers by code, in the order of the file. */
    static Map<String, Offer> read(String source, String currency, Problems problems) {
        Grid grid = Grid.read(PATH, source, problems);
        grid.header().forEach((title, cell) -> {
            if (!COLUMNS.contains(title)) {
                grid.unknownColumn(cell, COLUMNS, problems);
            }
        });
        CouponsFile reader = new CouponsFile(currency, problems);
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (Grid.Row row : grid.rows()) {
            reader.offer(row).ifPresent(offer -> {
                if (offers.putIfAbsent(offer.code(), offer) != null) {
                    problems.error(
                            row.cell("code"),
                            "duplicate-coupon",
                            "There is a coupon \"" + offer.code() + "\" already.");
                }
            });
        }
        return offers;
    }

    private Optional<Offer> offer(Grid.Row row) {
        Phrase code = row.cell("code");
        if (!CODE.matcher(code.text()).matches()) {
            Phrase where = code.isEmpty() ? Phrase.ofCell(PATH, row.number(), "A" + row.number(), "") : code;
            problems.error(where, "bad-code", "A coupon's code has letters, digits, \"-\" and \"_\" only.");
            return Optional.empty();
        }
        Offer.Kind kind = kind(row);
        Long value = kind == null ? null : value(kind, row.cell("value"));
        Phrase minimum = row.cell("min_spend");
        Long minSpend = minimum.isEmpty() ? Long.valueOf(0) : Amounts.money(minimum, currency, problems);
        Span valid = Amounts.span(place(row, "valid"), problems);
        Long limit = row.cell("limit_per_customer").isEmpty()
                ? Long.valueOf(1)
                : Amounts.whole(row.cell("limit_per_customer"), problems);
        Long stock =
                row.cell("stock").isEmpty() ? Long.valueOf(Long.MAX_VALUE) : Amounts.whole(row.cell("stock"), problems);
        var label = Labels.of(row.cell("label_en"), row.cell("label_zh"), code.text());
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

    /** The cell, or where it is missing an empty one that stands at its row's beginning. */
    private static Phrase place(Grid.Row row, String column) {
        Phrase cell = row.cell(column);
        return cell.cell() == null ? Phrase.ofCell(PATH, row.number(), "A" + row.number(), "") : cell;
    }

    private Offer.@Nullable Kind kind(Grid.Row row) {
        Phrase kind = place(row, "kind");
        if (KINDS.contains(kind.text().toLowerCase(Locale.ROOT))) {
            return Offer.Kind.valueOf(kind.text().toUpperCase(Locale.ROOT));
        }
        String message = "\"" + kind.original() + "\" is not a kind of coupon: amount, percent or shipping.";
        problems.error(kind, "unknown-kind", message, Nearest.of(kind.text(), KINDS));
        return null;
    }

    private @Nullable Long value(Offer.Kind kind, Phrase value) {
        return switch (kind) {
            case AMOUNT -> Amounts.money(value, currency, problems);
            case PERCENT -> Amounts.percent(value, problems);
            case SHIPPING -> 0L;
        };
    }
}
