package io.rekindle.intake;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column means what: named by the importer, and else found by the names that such columns usually have.
 *
 * @param named columns the importer named; they are taken before any guess
 */
public record ColumnMap(Map<Field, String> named) {

    /** Every column is found by its name. */
    public static final ColumnMap BY_NAME = new ColumnMap(Map.of());

    private static final String EXAMPLE = "--map order=…,customer=…,time=…,amount=…";

    /** What a column of an order file can mean. */
    public enum Field {
        ORDER,
        CUSTOMER,
        TIME,
        AMOUNT,
        CANCEL,
        CURRENCY,
        QUANTITY;

        private static final Set<Field> REQUIRED = Set.of(ORDER, CUSTOMER, TIME, AMOUNT);

        /** The field's name in {@code --map}, such as {@code customer}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Field> of(String key) {
            return Arrays.stream(values())
                    .filter(field -> field.key().equalsIgnoreCase(key.strip()))
                    .findFirst();
        }

        /** The names that columns of this meaning usually have; the earlier one wins. */
        private List<String> usualNames() {
            return switch (this) {
                case ORDER -> List.of("order_id", "invoice_no", "order_no", "id", "订单号", "订单编号");
                case CUSTOMER -> List.of("customer_id", "customer", "user_id", "buyer", "客户编号", "会员号");
                case TIME -> List.of("order_ts", "invoice_ts", "order_date", "created_at", "date", "time", "下单时间");
                case AMOUNT -> List.of("amount", "total", "revenue", "金额");
                case CANCEL -> List.of("is_cancel", "cancelled", "已取消");
                case CURRENCY -> List.of("currency", "币种");
                case QUANTITY -> List.of("quantity", "数量");
            };
        }
    }

    public ColumnMap {
        named = Collections.unmodifiableMap(
                named.isEmpty() ? new EnumMap<>(Field.class) : new EnumMap<Field, String>(named));
    }

    /**
     * Reads what was passed to {@code --map}, such as {@code customer=customer_id,time=invoice_ts}.
     *
     * @throws UnusableOrderFile if it is not pairs of a known field and a column
     */
    public static ColumnMap parse(String text) {
        var named = new EnumMap<Field, String>(Field.class);
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || pair.substring(equals + 1).isBlank()) {
                throw new UnusableOrderFile("--map takes pairs like customer=customer_id; \"" + pair + "\" is none");
            }
            String key = pair.substring(0, equals);
            Field field = Field.of(key)
                    .orElseThrow(() -> new UnusableOrderFile(
                            "--map knows no \"" + key.strip() + "\"; it knows " + keys(List.of(Field.values()))));
            if (named.put(field, pair.substring(equals + 1).strip()) != null) {
                throw new UnusableOrderFile("--map names the column of " + field.key() + " twice");
            }
        }
        return new ColumnMap(named);
    }

    /** The place of each field in a file with this header; fields it lacks are absent. */
    Map<Field, Integer> in(List<String> header) {
        var places = new EnumMap<Field, Integer>(Field.class);
        for (Field field : Field.values()) {
            String column = named.get(field);
            int place = column == null ? usual(field, header) : place(column, header);
            if (column != null && place < 0) {
                throw new UnusableOrderFile("--map says that " + field.key() + " is the column \"" + column
                        + "\", which the file lacks. " + found(header));
            }
            if (place >= 0) {
                places.put(field, place);
            }
        }
        var missing = Arrays.stream(Field.values())
                .filter(field -> Field.REQUIRED.contains(field) && !places.containsKey(field))
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableOrderFile("No column for " + keys(missing) + ". " + found(header)
                    + " Say which is which: --map "
                    + missing.stream().map(field -> field.key() + "=COLUMN").collect(Collectors.joining(",")));
        }
        return places;
    }

    private static int usual(Field field, List<String> header) {
        return field.usualNames().stream()
                .mapToInt(name -> place(name, header))
                .filter(place -> place >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static int place(String column, List<String> header) {
        var matches = IntStream.range(0, header.size())
                .filter(index -> plain(header.get(index)).equals(plain(column)))
                .toArray();
        if (matches.length > 1) {
            throw new UnusableOrderFile("The file has more than one column \"" + header.get(matches[0])
                    + "\"; rename one, or name others: " + EXAMPLE);
        }
        return matches.length == 0 ? -1 : matches[0];
    }

    /** The letters and digits of a column's name, so that "Order ID", order-id and OrderId are one. */
    private static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private static String found(List<String> header) {
        return "Its columns are: " + String.join(", ", header) + ".";
    }

    private static String keys(List<Field> fields) {
        return fields.stream().map(Field::key).collect(Collectors.joining(", "));
    }
}
