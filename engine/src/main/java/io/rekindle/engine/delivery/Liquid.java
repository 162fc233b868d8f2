package io.rekindle.engine.delivery;

import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import liqp.Insertions;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.ExceededMaxIterationsException;
import liqp.exceptions.LiquidException;
import liqp.nodes.LNode;
import liqp.parser.Flavor;
import liqp.parser.v4.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * One text in Liquid, parsed once and rendered by any thread.
 *
 * <p>The tree of nodes is rendered here and not by liqp's {@code Template}: that keeps the context of the rendering in a
 * field of its own, so that two threads could print one customer's values into another's message. Files cannot be read: tags
 * that include are unknown to {@link Markup}, absent from the tags given to the tree, and resolve no name.
 */
final class Liquid {

    private static final int MAX_SOURCE = 64 * 1024;
    private static final int MAX_RENDERED = 100_000;
    private static final int MAX_ITERATIONS = 1_000;
    private static final int MAX_VALUE = 500;

    /** What an author can write, apart from what stands inside these. */
    static final Set<String> TAGS =
            Set.of("assign", "break", "capture", "case", "comment", "continue", "for", "if", "raw", "unless");

    private static final TemplateParser PARSER = new TemplateParser.Builder()
            .withFlavor(Flavor.LIQUID)
            .withStrictTypedExpressions(false)
            .withMaxIterations(MAX_ITERATIONS)
            .withMaxSizeRenderedString(MAX_RENDERED)
            .withNameResolver(name -> {
                throw new IllegalStateException("templates include nothing");
            })
            .build();

    private static final Insertions INSERTIONS = Insertions.of(Insertions.STANDARD_INSERTIONS.values().stream()
            .filter(tag -> TAGS.contains(tag.name))
            .map(Effort::counted)
            .toList());

    private final LNode root;
    private final Markup markup;
    private final boolean html;

    private Liquid(LNode root, Markup markup, boolean html) {
        this.root = root;
        this.markup = markup;
        this.html = html;
    }

    /**
     * Parses a text.
     *
     * @param firstLine the line of the file on which the text begins
     * @param html whether values are escaped for HTML
     * @throws TemplateException if it cannot be used
     */
    static Liquid parse(String path, String source, int firstLine, boolean html) {
        if (source.length() > MAX_SOURCE) {
            throw Template.problem(path, firstLine, "template-too-long", "a template may have 64 KB");
        }
        return tree(path, source, firstLine, html);
    }

    /**
     * Parses the HTML that was built from what an author wrote and that {@link #parse} has read before; it may be longer.
     *
     * @throws TemplateException if it cannot be used
     */
    static Liquid parseBuilt(String path, String page) {
        if (page.length() > MAX_RENDERED) {
            throw Template.problem(path, 0, "template-too-long", "its page gets longer than mail readers show: 100 KB");
        }
        return tree(path, page, 1, true);
    }

    private static Liquid tree(String path, String source, int firstLine, boolean html) {
        Markup markup = Markup.read(path, source, firstLine, html);
        try {
            var tree = PARSER.parse(markup.liquid()).getParseTree();
            LNode root = new NodeVisitor(INSERTIONS, LiquidFilters.all(), true).visit(tree);
            return new Liquid(root, markup, html);
        } catch (RuntimeException e) { // whatever the parser throws, the author hears of the place
            LiquidException at = cause(e, LiquidException.class);
            throw at == null ? markup.problemAt(1, 0) : markup.problemAt(at.line, at.charPositionInLine);
        }
    }

    Set<String> variables() {
        return markup.variables();
    }

    Set<String> required() {
        return markup.required();
    }

    /**
     * Renders for one customer.
     *
     * @throws HeldBack if it must not be sent
     */
    String render(Map<String, Object> variables, ZoneId zone, String language) {
        var context = new HashMap<String, Object>(variables);
        context.put(LiquidFilters.ZONE, zone);
        context.put(LiquidFilters.LANGUAGE, language);
        context.put(LiquidFilters.HTML, html);
        context.put(Effort.NAME, new Effort());
        try {
            return String.valueOf(root.render(new TemplateContext(PARSER, context)));
        } catch (RuntimeException e) { // liqp wraps what filters throw, and has no type of its own for its limits
            HeldBack held = cause(e, HeldBack.class);
            if (held != null) {
                throw held;
            }
            throw HeldBack.because(limit(e));
        }
    }

    private static String limit(RuntimeException e) {
        if (cause(e, ExceededMaxIterationsException.class) != null) {
            return "its loops go round more than " + MAX_ITERATIONS + " times";
        }
        return String.valueOf(e.getMessage()).contains("rendered string exceeds")
                ? "it prints more than " + MAX_RENDERED + " characters"
                : "a filter got what it cannot use";
    }

    /**
     * The values as templates may see them: texts on one line, numbers, truth values, dates, and lists and maps of these; what
     * is null or blank is absent. A key such as {@code coupon.code} is put inside {@code coupon}.
     *
     * @throws IllegalArgumentException for any other type: Java objects stay outside
     */
    static Map<String, Object> values(Map<String, ? extends @Nullable Object> variables) {
        var values = new HashMap<String, Object>();
        variables.forEach((key, given) -> {
            Object value = value(given);
            if (value != null) {
                put(values, key, value);
            }
        });
        return values;
    }

    @SuppressWarnings("unchecked") // the maps in values are all made here
    private static void put(Map<String, Object> values, String key, Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            values.merge(key, value, (old, added) -> {
                if (old instanceof Map && added instanceof Map) {
                    ((Map<String, Object>) old).putAll((Map<String, Object>) added);
                    return old;
                }
                return added;
            });
        } else {
            var inner = new HashMap<String, Object>();
            put(inner, key.substring(dot + 1), value);
            put(values, key.substring(0, dot), inner);
        }
    }

    @SuppressWarnings("unchecked") // keys are taken by their text
    private static @Nullable Object value(@Nullable Object given) {
        if (given instanceof CharSequence text) {
            String line = Template.onOneLine(text.toString());
            int end = line.offsetByCodePoints(0, Math.min(MAX_VALUE, line.codePointCount(0, line.length())));
            return line.isEmpty() ? null : line.substring(0, end);
        }
        if (given instanceof Map<?, ?> map) {
            return values((Map<String, Object>) map);
        }
        if (given instanceof List<?> list) {
            return list.stream().map(Liquid::value).flatMap(Stream::ofNullable).collect(Collectors.toList());
        }
        if (given == null || given instanceof Number || given instanceof Boolean || given instanceof Temporal) {
            return given;
        }
        throw new IllegalArgumentException(
                "templates take no " + given.getClass().getName());
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
