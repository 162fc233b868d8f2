package io.rekindle.engine.rule.source;

import io.rekindle.engine.rule.book.Span;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers as people write them; each answers null, and says why, where the text is not one. */
public final class Amounts {

    /** The largest whole number a rule may hold. */
    public static final long MAX_WHOLE = 1_000_000_000L;

    private static final int MAX_SPAN = 3650;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");
    private static final Pattern MONEY = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,6})?) ?(\\p{L}+)");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,10}(?:\\.\\d{1,6})?");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,2})?) ?%");
    private static final Pattern SPAN = Pattern.compile("(?:(\\d{1,6}) ?)?(?:(minute|hour|day|week)s?|(分钟|小时|天|周))");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "minute", ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS,
            "day", ChronoUnit.DAYS,
            "week", ChronoUnit.WEEKS,
            "分钟", ChronoUnit.MINUTES,
            "小时", ChronoUnit.HOURS,
            "天", ChronoUnit.DAYS,
            "周", ChronoUnit.WEEKS);

    private Amounts() {}

    public static @Nullable Long whole(Phrase text, Problems problems) {
        if (WHOLE.matcher(text.text()).matches() && Long.parseLong(text.text()) <= MAX_WHOLE) {
            return Long.parseLong(text.text());
        }
        problems.error(text, "not-a-number", quoted(text) + " should be a whole number, like 30.");
        return null;
    }

    /** An amount of money in minor units. */
    public static @Nullable Long money(Phrase text, String currency, Problems problems) {
        BigDecimal amount = amount(text, currency, problems);
        return amount == null ? null : minor(text, amount, 2, problems);
    }

    /** An amount of money in millionths of the currency. */
    public static @Nullable Long micros(Phrase text, String currency, Problems problems) {
        BigDecimal amount = amount(text, currency, problems);
        return amount == null ? null : minor(text, amount, 6, problems);
    }

    /** A plain number in a column of money, in minor units. */
    public static @Nullable Long decimal(Phrase text, Problems problems) {
        if (DECIMAL.matcher(text.text()).matches()) {
            return minor(text, new BigDecimal(text.text()), 2, problems);
        }
        problems.error(text, "not-a-number", quoted(text) + " should be a number, like 99 or 99.50.");
        return null;
    }

    private static @Nullable BigDecimal amount(Phrase text, String currency, Problems problems) {
        Matcher matcher = MONEY.matcher(text.text());
        if (!matcher.matches()) {
            problems.error(
                    text, "not-money", quoted(text) + " should be an amount of money, like 99 " + currency + ".");
            return null;
        }
        boolean yuan = currency.equals("CNY") && matcher.group(2).equals("元");
        if (!yuan && !matcher.group(2).equalsIgnoreCase(currency)) {
            Phrase wrong = text.part(matcher.start(2), matcher.end(2));
            problems.error(wrong, "other-currency", "This book's currency is " + currency + ", not " + wrong + ".");
            return null;
        }
        return new BigDecimal(matcher.group(1));
    }

    private static @Nullable Long minor(Phrase text, BigDecimal amount, int digits, Problems problems) {
        BigDecimal scaled = amount.movePointRight(digits);
        if (scaled.stripTrailingZeros().scale() > 0) {
            String message = quoted(text) + " has more than " + digits + " decimal places.";
            problems.error(text, "not-money", message);
            return null;
        }
        return scaled.longValueExact();
    }

    /** A whole percentage, 0 to 100. */
    public static @Nullable Long percent(Phrase text, Problems problems) {
        Integer points = basisPoints(text, problems);
        if (points != null && points % 100 != 0) {
            problems.error(text, "not-a-percentage", quoted(text) + " should be a whole percentage, like 50%.");
            return null;
        }
        return points == null ? null : points / 100L;
    }

    /** A percentage in hundredths of a percent, 0 to 10,000. */
    public static @Nullable Integer basisPoints(Phrase text, Problems problems) {
        Matcher matcher = PERCENT.matcher(text.text());
        if (matcher.matches()) {
            int points = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
            if (points <= 10_000) {
                return points;
            }
        }
        problems.error(text, "not-a-percentage", quoted(text) + " should be a percentage from 0% to 100%, like 10%.");
        return null;
    }

    /** A length of time; {@code day} alone is one day. */
    public static @Nullable Span span(Phrase text, Problems problems) {
        Matcher matcher = SPAN.matcher(text.text().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int amount = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
            String unit = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            Span span = new Span(amount, UNITS.getOrDefault(unit, ChronoUnit.DAYS));
            if (span.toMillis() <= ChronoUnit.DAYS.getDuration().toMillis() * MAX_SPAN) {
                return span;
            }
        }
        problems.error(text, "not-a-time", quoted(text) + " should be a length of time, like 7 days or 2 hours.");
        return null;
    }

    private static String quoted(Phrase text) {
        return "\"" + text.original() + "\"";
    }
}
