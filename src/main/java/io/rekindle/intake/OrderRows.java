package io.rekindle.intake;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.intake.ColumnMap.Field;
import io.rekindle.intake.CsvRows.Fields;
import io.rekindle.intake.RejectedRow.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns the rows of one order file into events: an order, the refund of one, or a rejected row. */
final class OrderRows {

    /** So that "refund-" and the id together are a message id. */
    private static final int LONGEST_ID = 190;

    private static final int DECIMALS = 2;
    private static final char UNDECODABLE = '\uFFFD';

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,13}(\\.\\d{1,10})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Set<String> YES = Set.of("1", "true", "yes", "y", "t", "是");
    private static final Set<String> NO = Set.of("", "0", "false", "no", "n", "f", "否");

    private final List<String> header;
    private final Map<Field, Integer> places;
    private final OrderTime time;
    private final boolean keepFree;
    private final SeenIds seen = new SeenIds();

    /** What one row turned out to be. */
    sealed interface Result permits Accepted, RejectedRow {}

    /** An order, or the refund of one. */
    record Accepted(Event event, boolean refund) implements Result {}

    OrderRows(List<String> header, Map<Field, Integer> places, ZoneId zone, boolean keepFree) {
        this.header = header;
        this.places = places;
        this.time = new OrderTime(zone);
        this.keepFree = keepFree;
    }

    Result read(Fields row) {
        return unusable(row).<Result>map(rejected -> rejected).orElseGet(() -> event(row));
    }

    /** What makes it impossible to say who ordered, or what the order is called. */
    private Optional<RejectedRow> unusable(Fields row) {
        for (var place : places.entrySet()) {
            if (row.values().get(place.getValue()).indexOf(UNDECODABLE) >= 0) {
                return Optional.of(rejected(row, place.getKey(), Reason.NOT_UTF_8));
            }
        }
        for (Field id : List.of(Field.ORDER, Field.CUSTOMER)) {
            String value = text(row, id);
            if (value.isEmpty()) {
                Reason blank = id == Field.ORDER ? Reason.BLANK_ORDER : Reason.BLANK_CUSTOMER;
                return Optional.of(rejected(row, id, blank));
            }
            if (value.length() > LONGEST_ID || value.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(rejected(row, id, Reason.UNUSABLE_ID));
            }
        }
        return Optional.empty();
    }

    private Result event(Fields row) {
        Optional<Instant> at = time.read(text(row, Field.TIME));
        if (at.isEmpty()) {
            return rejected(row, Field.TIME, Reason.UNREADABLE_TIME);
        }
        String amountText = text(row, Field.AMOUNT);
        if (!NUMBER.matcher(amountText).matches()) {
            return rejected(row, Field.AMOUNT, Reason.UNREADABLE_AMOUNT);
        }
        BigDecimal amount = new BigDecimal(amountText).setScale(DECIMALS, RoundingMode.HALF_UP);
        String cancel = text(row, Field.CANCEL).toLowerCase(Locale.ROOT);
        if (!YES.contains(cancel) && !NO.contains(cancel)) {
            return rejected(row, Field.CANCEL, Reason.UNREADABLE_CANCEL);
        }
        boolean refund = amount.signum() < 0 || YES.contains(cancel);
        if (amount.signum() == 0 && (refund || !keepFree)) {
            return rejected(row, Field.AMOUNT, Reason.ZERO_AMOUNT);
        }
        var properties = new TreeMap<String, Object>();
        properties.put("order_id", text(row, Field.ORDER));
        properties.put("total", amount.abs());
        return optional(row, properties).orElseGet(() -> accepted(row, refund, at.get(), properties));
    }

    /** Adds what only some files have, or says why it can't. */
    private Optional<Result> optional(Fields row, SortedMap<String, Object> properties) {
        String currency = text(row, Field.CURRENCY).toUpperCase(Locale.ROOT);
        if (!currency.isEmpty()) {
            if (!CURRENCY.matcher(currency).matches()) {
                return Optional.of(rejected(row, Field.CURRENCY, Reason.UNREADABLE_CURRENCY));
            }
            properties.put("currency", currency);
        }
        String quantity = text(row, Field.QUANTITY);
        if (!quantity.isEmpty()) {
            if (!NUMBER.matcher(quantity).matches()) {
                return Optional.of(rejected(row, Field.QUANTITY, Reason.UNREADABLE_QUANTITY));
            }
            BigDecimal number = new BigDecimal(quantity).abs().stripTrailingZeros();
            properties.put("quantity", number.scale() <= 0 ? (Object) number.longValueExact() : number);
        }
        return Optional.empty();
    }

    private Result accepted(Fields row, boolean refund, Instant at, SortedMap<String, Object> properties) {
        String messageId = (refund ? "refund-" : "order-") + text(row, Field.ORDER);
        if (!seen.add(messageId)) {
            return rejected(row, Field.ORDER, Reason.DUPLICATE_ORDER);
        }
        var customer = new CustomerId(text(row, Field.CUSTOMER));
        String name = refund ? "Order Refunded" : "Order Completed";
        return new Accepted(new Event(messageId, customer, name, at, properties), refund);
    }

    /** The field's text without blanks around it; empty where the file has no such column. */
    private String text(Fields row, Field field) {
        Integer place = places.get(field);
        return place == null ? "" : row.values().get(place).strip();
    }

    private RejectedRow rejected(Fields row, Field field, Reason reason) {
        Integer place = places.get(field);
        return place == null
                ? new RejectedRow(row.line(), "", reason, "")
                : new RejectedRow(
                        row.line(), header.get(place), reason, row.values().get(place));
    }
}
