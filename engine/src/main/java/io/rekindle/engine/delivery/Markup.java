package io.rekindle.engine.delivery;

import io.rekindle.engine.rule.book.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template's source read tag by tag: checked, so that its author hears of mistakes in our words and at their place, and
 * turned into plain Liquid, with {@code {{first_name|you}}} spelled out and every output ended by {@link Output}.
 */
final class Markup {

    private static final int MAX_TAG = 500;
    private static final int MAX_DEPTH = 10;

    /** Tags that open a block, and what may stand between them and their end. */
    private static final Map<String, Set<String>> BLOCKS = Map.of(
            "if", Set.of("elsif", "else"),
            "unless", Set.of("else"),
            "case", Set.of("when", "else"),
            "for", Set.of("else", "break", "continue"),
            "capture", Set.of());

    private static final Set<String> INSIDE = Set.of("elsif", "else", "when", "break", "continue");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern STRANGER = Pattern.compile("[^\\w\\s.,:|()<>=!-]");

    private record Block(String tag, int at) {}

    private final String path;
    private final String source;
    private final int firstLine;
    private final StringBuilder liquid = new StringBuilder();
    private final NavigableMap<Integer, Integer> origins = new TreeMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private final Set<String> local = new TreeSet<>(Set.of("forloop"));
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> required = new TreeSet<>();
    private final @Nullable HtmlPlace page;

    private Markup(String path, String source, int firstLine, boolean html) {
        this.path = path;
        this.source = source;
        this.firstLine = firstLine;
        this.page = html ? new HtmlPlace() : null;
    }

    /**
     * Reads a whole text.
     *
     * @param firstLine the line of the file on which the text begins
     * @param html whether it is a page, in HTML or MJML
     * @throws TemplateException for the first mistake
     */
    static Markup read(String path, String source, int firstLine, boolean html) {
        var markup = new Markup(path, source, firstLine, html);
        int at = 0;
        while (at < source.length()) {
            at = markup.next(at);
        }
        if (!markup.open.isEmpty()) {
            Block block = markup.open.peek();
            throw markup.problem(
                    block.at(),
                    "template-block",
                    "{% " + block.tag() + " %} has no {% end" + block.tag() + " %}",
                    null);
        }
        return markup;
    }

    /** As plain Liquid. */
    String liquid() {
        return liquid.toString();
    }

    /** Every variable that it reads, such as {@code coupon.code}. */
    Set<String> variables() {
        return variables;
    }

    /** Those that it prints and that have no fallback. */
    Set<String> required() {
        return required;
    }

    /** A mistake that the Liquid parser found, at a line (from 1) and column (from 0) of {@link #liquid()}. */
    TemplateException problemAt(int line, int column) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            offset = liquid.indexOf("\n", offset) + 1;
        }
        Map.Entry<Integer, Integer> tag = origins.floorEntry(offset + Math.max(0, column));
        return problem(tag == null ? 0 : tag.getValue(), "template-syntax", "this tag cannot be read", null);
    }

    private int next(int from) {
        int output = source.indexOf("{{", from);
        int tag = source.indexOf("{%", from);
        int start = output < 0 ? tag : tag < 0 ? output : Math.min(output, tag);
        int literal = start < 0 ? source.length() : start;
        liquid.append(source, from, literal);
        if (page != null) {
            page.read(source, from, literal);
        }
        if (start < 0) {
            return literal;
        }
        origins.put(liquid.length(), start);
        boolean isOutput = start == output;
        int end = source.indexOf(isOutput ? "}}" : "%}", start + 2);
        if (end < 0) {
            throw problem(start, "template-unclosed", (isOutput ? "{{" : "{%") + " is never closed", null);
        }
        if (end - start > MAX_TAG) {
            throw problem(start, "template-too-long", "a tag may have " + MAX_TAG + " characters", null);
        }
        return isOutput ? output(start, end) : tag(start, end);
    }

    private int output(int start, int end) {
        var body = new TagBody(source.substring(start + 2, end));
        Pipeline pipeline = pipeline(start, body.text());
        variables.addAll(pipeline.variables(local));
        if (!pipeline.hasFallback()) {
            required.addAll(pipeline.printed(local));
        }
        liquid.append("{{").append(body.before()).append(pipeline.liquid());
        liquid.append(" | ")
                .append(Output.NAME)
                .append(": \"")
                .append(pipeline.name())
                .append("\", ");
        liquid.append(!pipeline.hasFallback())
                .append(", \"")
                .append(place(start))
                .append('"')
                .append(body.lineBreaks())
                .append(body.after())
                .append("}}");
        return end + 2;
    }

    private HtmlPlace.Where place(int start) {
        if (page == null) {
            return HtmlPlace.Where.TEXT;
        }
        HtmlPlace.Where where = page.where();
        if (where == HtmlPlace.Where.NOWHERE) {
            String message = "a value stands in the text, or between the quotes of an attribute that runs nothing";
            throw problem(start, "template-page", message, null);
        }
        page.passValue();
        return where;
    }

    private int tag(int start, int end) {
        if (page != null) {
            page.passTag();
        }
        var body = new TagBody(source.substring(start + 2, end));
        String[] words = body.text().split("\\s+", 2);
        String tag = words[0];
        String rest = words.length > 1 ? words[1] : "";
        if (tag.equals("comment") || tag.equals("raw")) {
            return verbatim(tag, start, end);
        }
        if (tag.equals("assign")) {
            return assign(start, end, body, rest);
        }
        structure(start, tag);
        if (tag.equals("for") && !rest.isEmpty()) {
            local.add(rest.split("\\s+", 2)[0]);
            rest = rest.replaceFirst("^\\S+\\s+in\\b", "");
        } else if (tag.equals("capture")) {
            local.add(rest);
        }
        checkExpression(start, rest);
        variables.addAll(Pipeline.names(rest, local));
        liquid.append(source, start, end + 2);
        return end + 2;
    }

    private int verbatim(String tag, int start, int end) {
        var last = Pattern.compile("\\{%-?\\s*end" + tag + "\\s*-?%}").matcher(source);
        if (!last.find(end)) {
            throw problem(start, "template-block", "{% " + tag + " %} has no {% end" + tag + " %}", null);
        }
        liquid.append(source, start, last.end());
        return last.end();
    }

    private int assign(int start, int end, TagBody body, String rest) {
        int equals = rest.indexOf('=');
        String name = equals < 0 ? "" : rest.substring(0, equals).strip();
        if (!name.matches("[A-Za-z_]\\w*")) {
            throw problem(start, "template-syntax", "write {% assign name = value %}", null);
        }
        Pipeline pipeline = pipeline(start, rest.substring(equals + 1));
        variables.addAll(pipeline.variables(local));
        local.add(name);
        liquid.append("{%")
                .append(body.before())
                .append(" assign ")
                .append(name)
                .append(" = ");
        liquid.append(pipeline.liquid())
                .append(body.lineBreaks())
                .append(' ')
                .append(body.after())
                .append("%}");
        return end + 2;
    }

    private void structure(int start, String tag) {
        Block inner = open.peek();
        if (BLOCKS.containsKey(tag)) {
            if (open.size() == MAX_DEPTH) {
                throw problem(start, "template-block", "blocks may stand " + MAX_DEPTH + " deep", null);
            }
            open.push(new Block(tag, start));
        } else if (tag.startsWith("end") && BLOCKS.containsKey(tag.substring(3))) {
            if (inner == null || !tag.equals("end" + inner.tag())) {
                String wanted = inner == null ? "there is nothing to end" : "{% end" + inner.tag() + " %} comes first";
                throw problem(start, "template-block", "{% " + tag + " %} here: " + wanted, null);
            }
            open.pop();
        } else if (INSIDE.contains(tag)) {
            boolean leavesLoop = tag.equals("break") || tag.equals("continue");
            if (open.stream().limit(leavesLoop ? MAX_DEPTH : 1).noneMatch(block -> allows(block, tag))) {
                throw problem(start, "template-block", "{% " + tag + " %} stands in no block that has one", null);
            }
        } else {
            throw unknownTag(start, tag);
        }
    }

    private static boolean allows(Block block, String tag) {
        return BLOCKS.getOrDefault(block.tag(), Set.of()).contains(tag);
    }

    private TemplateException unknownTag(int start, String tag) {
        Set<String> known = BLOCKS.keySet().stream()
                .flatMap(block -> List.of(block, "end" + block).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(INSIDE);
        known.addAll(Set.of("assign", "comment", "raw"));
        return problem(start, "template-tag", "templates have no tag {% " + tag + " %}", Nearest.to(tag, known));
    }

    private Pipeline pipeline(int start, String text) {
        try {
            Pipeline pipeline = Pipeline.parse(text);
            checkExpression(start, pipeline.liquid());
            return pipeline;
        } catch (Pipeline.Mistake mistake) {
            throw problem(start, mistake.code(), mistake.message(), mistake.suggestion());
        }
    }

    /**
     * Refuses what the Liquid parser would skip in silence, and keys that are computed: the parsed template keeps those while
     * it renders, so that two threads would share them.
     */
    private void checkExpression(int start, String text) {
        Matcher stranger = STRANGER.matcher(QUOTED.matcher(text).replaceAll(""));
        if (stranger.find()) {
            throw problem(start, "template-syntax", stranger.group() + " is not understood here", null);
        }
    }

    private TemplateException problem(int offset, String code, String message, @Nullable String suggestion) {
        String before = source.substring(0, offset);
        int line = firstLine + (int) before.chars().filter(c -> c == '\n').count();
        int column = offset - before.lastIndexOf('\n');
        return new TemplateException(
                new Problem(Problem.Severity.ERROR, path, line, column, null, code, message, suggestion));
    }
}
