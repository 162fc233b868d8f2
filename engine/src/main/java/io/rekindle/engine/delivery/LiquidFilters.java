package io.rekindle.engine.delivery;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.filters.Filters;
import org.jspecify.annotations.Nullable;

/**
 * What templates may do to a value: an allow-list, each filter bounded, since a loop over {@code append} or {@code times}
 * doubles a value each time round and {@code round: 999999999} builds a string of that length.
 */
final class LiquidFilters {

    /** Names in the context that no template can write. */
    static final String ZONE = " zone";

    static final String LANGUAGE = " language";
    static final String HTML = " html";

    private static final int MAX_CHARS = 10_000;
    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_DIGITS = 40;
    private static final int MAX_DECIMALS = 12;

    private static final Set<String> ON_TEXT = Set.of(
            "append",
            "capitalize",
            "default",
            "downcase",
            "first",
            "join",
            "last",
            "prepend",
            "remove",
            "replace",
            "reverse",
            "size",
            "slice",
            "sort",
            "split",
            "strip",
            "truncate",
            "truncatewords",
            "uniq",
            "upcase",
            "url_encode");

    private static final Set<String> ON_NUMBERS = Set.of(
            "abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,12})?");
    private static final Pattern HALF_OF_A_PAIR =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    private LiquidFilters() {}

    /** What an author can write, {@code date} included. */
    static Set<String> names() {
        var names = new TreeSet<>(ON_TEXT);
        names.addAll(ON_NUMBERS);
        names.add("date");
        return names;
    }

    static Filters all() {
        Stream<Filter> bounded = Stream.concat(ON_TEXT.stream(), ON_NUMBERS.stream())
                .map(name -> new Bounded(Filters.DEFAULT_FILTERS.get(name)));
        return Filters.of(Stream.concat(bounded, Stream.of(new DateFilter(), new Output()))
                .toList());
    }

    private static ZoneId zone(TemplateContext context) {
        return (ZoneId) context.get(ZONE);
    }

    private static String language(TemplateContext context) {
        return (String) context.get(LANGUAGE);
    }

    private static final class Bounded extends Filter {

        private final Filter filter;

        Bounded(Filter filter) {
            super(filter.getName());
            this.filter = filter;
        }

        @Override
        public @Nullable Object apply(@Nullable Object value, TemplateContext context, Object... arguments) {
            if (ON_NUMBERS.contains(name)) {
                requireNumbers(value, arguments);
            } else if (name.equals("replace") || name.equals("join")) {
                requireSmallProduct(value, context, arguments);
            }
            Effort.spend(
                    context,
                    length(value)
                            + Stream.of(arguments).mapToLong(Bounded::length).sum());
            Object result = filter.apply(value, context, arguments);
            if (result instanceof String text && (name.equals("truncate") || name.equals("slice"))) {
                result = HALF_OF_A_PAIR.matcher(text).replaceAll("");
            }
            return bounded(result);
        }

        private void requireNumbers(@Nullable Object value, Object[] arguments) {
            Stream.concat(Stream.ofNullable(value), Stream.of(arguments)).forEach(number -> {
                if (!NUMBER.matcher(String.valueOf(number)).matches()) {
                    throw HeldBack.because(name + " was given something that is no number");
                }
            });
            if (name.equals("round")
                    && arguments.length > 0
                    && asNumber(arguments[0]).longValue() > MAX_DECIMALS) {
                throw HeldBack.because("round to more than " + MAX_DECIMALS + " decimals");
            }
        }

        /** The longest that these two can make is the value with the argument at each place of it. */
        private void requireSmallProduct(@Nullable Object value, TemplateContext context, Object[] arguments) {
            long longest = Stream.of(arguments)
                    .mapToLong(each -> String.valueOf(each).length())
                    .max()
                    .orElse(0);
            long places = value instanceof Collection<?> items
                    ? items.size()
                    : String.valueOf(value).length();
            Effort.spend(context, places * longest);
            if ((places + 1) * (longest + 1) > 100L * MAX_CHARS) {
                throw HeldBack.because(name + " would make a text of more than " + MAX_CHARS + " characters");
            }
        }

        private static long length(@Nullable Object value) {
            if (value instanceof Collection<?> items) {
                return items.stream().mapToLong(Bounded::length).sum();
            }
            return value instanceof CharSequence text ? text.length() : 0;
        }

        private @Nullable Object bounded(@Nullable Object result) {
            if (result instanceof CharSequence text && text.length() > MAX_CHARS) {
                throw HeldBack.because(name + " made a text of more than " + MAX_CHARS + " characters");
            }
            if (result instanceof BigDecimal number && number.precision() > MAX_DIGITS) {
                throw HeldBack.because(name + " made a number of more than " + MAX_DIGITS + " digits");
            }
            boolean longList = result instanceof Collection<?> items && items.size() > MAX_ITEMS;
            boolean longArray = result instanceof Object[] array && array.length > MAX_ITEMS;
            if (longList || longArray) {
                throw HeldBack.because(name + " made a list of more than " + MAX_ITEMS);
            }
            return result;
        }
    }

    /** {@code date}, or {@code date: "%Y-%m-%d"}; a missing date stays missing. */
    private static final class DateFilter extends Filter {

        DateFilter() {
            super("date");
        }

        @Override
        public @Nullable Object apply(@Nullable Object value, TemplateContext context, Object... arguments) {
            Effort.spend(context, 0);
            if (value == null) {
                return null;
            }
            String format = arguments.length == 0 ? null : String.valueOf(arguments[0]);
            return DateWords.format(value, format, zone(context), language(context));
        }
    }
}
