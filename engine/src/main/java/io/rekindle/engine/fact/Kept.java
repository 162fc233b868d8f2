package io.rekindle.engine.fact;

import io.rekindle.engine.event.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What facts keep of an event besides its time: the amount, and the values of a few declared properties. They are those of
 * the event itself and those of its {@code products}, as Segment's e-commerce events have them.
 */
public final class Kept {

    /** The properties that rules can ask for. */
    public static final List<String> PROPERTIES =
            List.of("brand", "category", "channel", "plan", "product", "reason", "sku", "store", "type");

    private static final List<String> OF_PRODUCTS = List.of("brand", "category", "product", "sku");
    /** Other names under which senders give a property. */
    private static final Map<String, List<String>> ALSO = Map.of("product", List.of("product_id", "name"));
    /** Other events may have somebody's name there. */
    private static final Pattern ABOUT_PRODUCTS = Pattern.compile("product_.*");

    private static final List<String> AMOUNTS = List.of("total", "revenue", "value", "amount");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_PRODUCTS = 50;

    private Kept() {}

    /** The event's amount of money in minor units (hundredths): its total, revenue, value or amount; 0 if it has none. */
    static long amount(Event event) {
        for (String property : AMOUNTS) {
            BigDecimal amount = number(event.properties().get(property));
            if (amount != null) {
                return minor(amount);
            }
        }
        return 0;
    }

    /**
     * The values kept, each as {@code category=shoes}, with the amount that concerns it: that of the event, or, for a value
     * that only products have, the price of these products times their quantity.
     */
    static SortedMap<String, Long> values(Event event, long amount) {
        SortedMap<String, Long> kept = new TreeMap<>();
        for (String property : PROPERTIES) {
            keep(kept, property, event.properties().get(property), amount);
            if (ABOUT_PRODUCTS.matcher(event.key()).matches()) {
                for (String also : ALSO.getOrDefault(property, List.of())) {
                    keep(kept, property, event.properties().get(also), amount);
                }
            }
        }
        if (event.properties().get("products") instanceof List<?> products) {
            SortedMap<String, Long> ofProducts = new TreeMap<>();
            products.stream().limit(MOST_PRODUCTS).forEach(one -> product(ofProducts, one));
            ofProducts.forEach((value, ofValue) -> kept.putIfAbsent(value, ofValue));
        }
        return kept;
    }

    private static void product(SortedMap<String, Long> kept, @Nullable Object given) {
        if (given instanceof Map<?, ?> product) {
            BigDecimal price = number(product.get("price"));
            BigDecimal quantity = number(product.get("quantity"));
            long amount = price == null ? 0 : minor(price.multiply(quantity == null ? BigDecimal.ONE : quantity));
            SortedMap<String, Long> ofThis = new TreeMap<>();
            for (String property : OF_PRODUCTS) {
                keep(ofThis, property, product.get(property), amount);
                for (String also : ALSO.getOrDefault(property, List.of())) {
                    keep(ofThis, property, product.get(also), amount);
                }
            }
            ofThis.forEach((value, ofValue) -> kept.merge(value, ofValue, Long::sum));
        }
    }

    private static void keep(SortedMap<String, Long> kept, String property, @Nullable Object value, long amount) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            String normal = normal(String.valueOf(value));
            if (!normal.isEmpty()) {
                kept.put(property + "=" + normal, amount);
            }
        }
    }

    /**
     * A value as facts keep and compare it: in its NFKC form, in small letters, with single spaces. Empty for what is not
     * kept: more than 60 characters, which is prose, and whatever holds an {@code @}, which is an address.
     */
    public static String normal(String value) {
        if (value.length() > LONGEST_VALUE * 2) {
            return "";
        }
        String text = plain(value).toLowerCase(Locale.ROOT);
        return text.length() > LONGEST_VALUE || text.indexOf('@') >= 0 ? "" : text;
    }

    /** A text in its NFKC form with single spaces and without invisible signs. */
    static String plain(String value) {
        String text =
                SPACE.matcher(Normalizer.normalize(value, Normalizer.Form.NFKC)).replaceAll(" ");
        return UNPRINTABLE.matcher(text).replaceAll("").strip();
    }

    /** A number, or a text that is one, if it has at most 15 digits before its point; null for everything else. */
    static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof String text && DECIMAL.matcher(text.strip()).matches()) {
            return new BigDecimal(text.strip());
        }
        if (!(value instanceof Number given) || !Double.isFinite(given.doubleValue())) {
            return null;
        }
        BigDecimal number = new BigDecimal(given.toString());
        int digits = number.precision() - number.scale();
        return digits > MOST_DIGITS ? null : digits < -MOST_DIGITS ? BigDecimal.ZERO : number;
    }

    private static long minor(BigDecimal amount) {
        BigDecimal within = amount.min(LARGEST).max(LARGEST.negate());
        return within.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValue();
    }
}
