package io.rekindle.engine.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value and what is done to it: {@code coupon.expires | date}. What stands after a {@code |} and is no filter is the text to
 * print where the value is missing or blank: {@code first_name|you}.
 */
final class Pipeline {

    private static final Pattern FILTER = Pattern.compile("([A-Za-z_]\\w*)\\s*(:.*)?", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern LITERAL = Pattern.compile(QUOTED + "|-?\\d+(\\.\\d+)?");
    private static final Pattern TOKEN = Pattern.compile(
            QUOTED + "|(?<name>[A-Za-z_][\\w-]*+(?:\\.[\\w-]++)*+)(?!\\s*:)|[A-Za-z_][\\w-]*\\s*:|\\d+(?:\\.\\d+)?");

    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "contains",
            "in",
            "true",
            "false",
            "nil",
            "null",
            "empty",
            "blank",
            "reversed",
            "limit",
            "offset",
            "with",
            "continue");

    /** What is wrong, for the author. */
    static final class Mistake extends Exception {

        private final String code;
        private final @Nullable String suggestion;

        Mistake(String code, String message, @Nullable String suggestion) {
            super(message);
            this.code = code;
            this.suggestion = suggestion;
        }

        String code() {
            return code;
        }

        String message() {
            return String.valueOf(getMessage());
        }

        @Nullable
        String suggestion() {
            return suggestion;
        }
    }

    private final String value;
    private final List<String> filters;
    private final boolean hasFallback;

    private Pipeline(String value, List<String> filters, boolean hasFallback) {
        this.value = value;
        this.filters = filters;
        this.hasFallback = hasFallback;
    }

    static Pipeline parse(String text) throws Mistake {
        List<String> parts = split(text);
        String value = parts.get(0);
        if (value.isEmpty()) {
            throw new Mistake("template-empty", "there is no variable in these braces", null);
        }
        var filters = new ArrayList<String>();
        boolean hasFallback = false;
        for (String part : parts.subList(1, parts.size())) {
            String filter = filter(part);
            hasFallback |= filter.startsWith("default:")
                    && LITERAL.matcher(filter.substring("default:".length()).strip())
                            .matches();
            filters.add(filter);
        }
        return new Pipeline(value, filters, hasFallback);
    }

    /** Whether something is printed even where the value is missing. */
    boolean hasFallback() {
        return hasFallback;
    }

    /** Its value, as a name that can stand between quotes. */
    String name() {
        return value.replaceAll("[\"'\\s]+", " ").strip();
    }

    String liquid() {
        return filters.isEmpty() ? value : value + " | " + String.join(" | ", filters);
    }

    /** The variables of the value itself. */
    Set<String> printed(Set<String> local) {
        return names(value, local);
    }

    /** The variables of the value and of the filters' arguments. */
    Set<String> variables(Set<String> local) {
        Set<String> names = names(value, local);
        for (String filter : filters) {
            int colon = filter.indexOf(':');
            if (colon > 0) {
                names.addAll(names(filter.substring(colon + 1), local));
            }
        }
        return names;
    }

    /** The variables in an expression, those apart that the template itself has made. */
    static Set<String> names(String expression, Set<String> local) {
        var names = new TreeSet<String>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            String name = token.group("name");
            if (name != null && !KEYWORDS.contains(name) && !local.contains(name.split("\\.", 2)[0])) {
                names.add(name.replaceFirst("\\.(size|first|last)$", ""));
            }
        }
        return names;
    }

    private static String filter(String part) throws Mistake {
        Matcher filter = FILTER.matcher(part);
        if (!filter.matches()) {
            return fallback(part);
        }
        String name = filter.group(1);
        String arguments = filter.group(2);
        if (LiquidFilters.names().contains(name)) {
            if (name.equals("date") && arguments != null) {
                checkDate(arguments.substring(1).strip());
            }
            return arguments == null ? name : name + arguments;
        }
        String nearest = Nearest.to(name, LiquidFilters.names());
        if (arguments != null) {
            throw new Mistake("template-filter", "there is no filter \"" + name + "\"", nearest);
        }
        if (nearest != null && Nearest.distance(name, nearest) == 1) {
            throw new Mistake(
                    "template-filter",
                    "\"" + name + "\" is no filter; if it is the text for customers without a value, put it in quotes",
                    nearest);
        }
        return fallback(part);
    }

    private static void checkDate(String format) throws Mistake {
        if (!QUOTED.matcher(format).matches()) {
            throw new Mistake("template-date", "date takes a format in quotes, such as date: \"%Y-%m-%d\"", null);
        }
        var unknown = DateWords.unknownDirective(format.substring(1, format.length() - 1));
        if (unknown.isPresent()) {
            throw new Mistake("template-date", "date does not know " + unknown.get(), null);
        }
    }

    private static String fallback(String text) throws Mistake {
        if (text.isEmpty()) {
            throw new Mistake("template-empty", "there is nothing after |", null);
        }
        if (QUOTED.matcher(text).matches()) {
            return "default: " + text;
        }
        if (text.contains("\"") && text.contains("'")) {
            throw new Mistake("template-quotes", "a text after | may have one kind of quotes, not both", null);
        }
        char quote = text.contains("\"") ? '\'' : '"';
        return "default: " + quote + text + quote;
    }

    /** At each | outside quotes; a quote that is never closed is an apostrophe. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && text.indexOf(c, i + 1) > 0) {
                quote = c;
            } else if (c == '|') {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
