package io.rekindle.engine.delivery;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.regex.Pattern;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * The filter at the end of every output, called as {@code out__: "coupon.code", true, "TEXT"}: what is printed, whether it must not
 * be blank, and in a page where it stands. It refuses blanks, words dates, and makes values harmless in HTML; a text is never
 * changed.
 */
final class Output extends Filter {

    /** Its name cannot be written in a template. */
    static final String NAME = "out__";

    /** A link with a way to go that mail readers follow and that runs nothing, or one without. */
    private static final Pattern LINK =
            Pattern.compile("(?is)\\s*(?:(?:https?|mailto|tel|sms):.*|[^:/?#]*(?:[/?#].*)?)");

    private static final Pattern STYLE = Pattern.compile("[\\p{L}\\p{N}#.,% +-]*");

    Output() {
        super(NAME);
    }

    @Override
    public Object apply(@Nullable Object value, TemplateContext context, Object... arguments) {
        String text = text(value, context);
        Effort.spend(context, text.length());
        if (text.isBlank() && Boolean.TRUE.equals(arguments[1])) {
            throw HeldBack.missing(String.valueOf(arguments[0]));
        }
        return Boolean.TRUE.equals(context.get(LiquidFilters.HTML))
                ? harmless(text, HtmlPlace.Where.valueOf(String.valueOf(arguments[2])))
                : text;
    }

    private static String harmless(String text, HtmlPlace.Where where) {
        if (where == HtmlPlace.Where.LINK && !LINK.matcher(text).matches()) {
            throw HeldBack.because("a link in it does not begin with https:, http:, mailto:, tel: or sms:");
        }
        if (where == HtmlPlace.Where.STYLE && !STYLE.matcher(text).matches()) {
            throw HeldBack.because("a value in a style has more than letters, digits and # . , % + -");
        }
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String text(@Nullable Object value, TemplateContext context) {
        if (value == null) {
            return "";
        }
        if (value instanceof Temporal date) {
            ZoneId zone = (ZoneId) context.get(LiquidFilters.ZONE);
            return DateWords.format(date, null, zone, (String) context.get(LiquidFilters.LANGUAGE));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof List<?> items) {
            return String.join(
                    "", items.stream().map(item -> text(item, context)).toList());
        }
        return asString(value, context);
    }
}
