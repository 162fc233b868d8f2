package io.rekindle.engine.delivery.page;

import ch.digitalfondue.mjml4j.Mjml4j;
import ch.digitalfondue.mjml4j.Mjml4j.Configuration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MJML (mjml.io) compiled to HTML that mail readers show alike. What the compiler would pass over in silence is refused here. */
final class Mjml {

    private static final Set<String> TAGS = Set.of(
            "mjml",
            "mj-accordion",
            "mj-accordion-element",
            "mj-accordion-text",
            "mj-accordion-title",
            "mj-all",
            "mj-attributes",
            "mj-body",
            "mj-breakpoint",
            "mj-button",
            "mj-carousel",
            "mj-carousel-image",
            "mj-class",
            "mj-column",
            "mj-divider",
            "mj-font",
            "mj-group",
            "mj-head",
            "mj-hero",
            "mj-html-attribute",
            "mj-html-attributes",
            "mj-image",
            "mj-navbar",
            "mj-navbar-link",
            "mj-preview",
            "mj-raw",
            "mj-section",
            "mj-selector",
            "mj-social",
            "mj-social-element",
            "mj-spacer",
            "mj-style",
            "mj-table",
            "mj-text",
            "mj-title",
            "mj-wrapper");

    private static final Pattern TAG =
            Pattern.compile("<(/?)(mjml|mj-[a-z-]*+)((?:\"[^\"]*+\"|'[^']*+'|[^\"'<>])*+)>|<!--.*?-->", Pattern.DOTALL);

    /** The compiler's default font, which every reader's device would fetch from Google. */
    private static final Pattern GOOGLE_FONT = Pattern.compile(
            "<!--\\[if !mso]><!-->\\s*<link href=\"https://fonts\\.googleapis\\.com/css\\?family=Ubuntu:[^\"]*\"[^>]*>\\s*"
                    + "<style type=\"text/css\">\\s*@import url\\([^)]*Ubuntu:[^)]*\\);\\s*</style>\\s*<!--<!\\[endif]-->\\s*");

    /** The compiler drops what it was asked to inline; as an ordinary sheet, {@link CssInliner} takes it. */
    private static final Pattern INLINE_STYLE = Pattern.compile("(<mj-style)\\s+inline=\"inline\"");

    /** No height that HTML knows; the style beside it says the same. */
    private static final Pattern AUTO_HEIGHT = Pattern.compile("(<img\\b[^>]*?)\\s+height=\"auto\"");

    private static final String DEFAULT_FONT = "font-family:Ubuntu, Helvetica, Arial, sans-serif";
    private static final String PLAIN_FONT =
            "font-family:Helvetica, Arial, 'PingFang SC', 'Microsoft YaHei', sans-serif";

    private record Open(String tag, int line) {}

    private Mjml() {}

    static String compile(LiquidMarks marks, String language) {
        var nothingElse = new Mjml4j.SimpleResourceResolver(name -> {
            throw new IllegalStateException("pages include nothing");
        });
        var configuration = new Configuration(language, Mjml4j.TextDirection.LTR, nothingElse);
        try {
            String source = INLINE_STYLE.matcher(marks.marked()).replaceAll("$1");
            String html = Mjml4j.render(source, configuration);
            String known = AUTO_HEIGHT.matcher(html).replaceAll("$1");
            return GOOGLE_FONT
                    .matcher(known)
                    .replaceAll("")
                    .replace(DEFAULT_FONT, PLAIN_FONT)
                    .strip();
        } catch (RuntimeException e) { // of whatever kind: the compiler has none of its own
            throw new PageMistake(0, "this MJML cannot be compiled");
        }
    }

    /** Refuses tags that MJML does not have and tags that are not closed, at their line. */
    static void check(String source) {
        String text = LiquidMarks.blanked(source);
        Deque<Open> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        boolean any = false;
        while (tag.find()) {
            if (tag.group(2) == null) {
                continue;
            }
            any = true;
            int line = 1
                    + (int) text.substring(0, tag.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            read(open, tag, line);
        }
        if (!any) {
            throw new PageMistake(1, "an MJML page stands in <mjml>");
        }
        if (!open.isEmpty()) {
            throw new PageMistake(open.peek().line(), "<" + open.peek().tag() + "> is never closed");
        }
    }

    private static void read(Deque<Open> open, Matcher tag, int line) {
        String name = tag.group(2);
        if (!TAGS.contains(name)) {
            throw new PageMistake(line, "MJML has no <" + name + "> here", name, TAGS);
        }
        if (tag.group(1).isEmpty()) {
            if (!tag.group(3).endsWith("/")) {
                open.push(new Open(name, line));
            }
        } else if (open.isEmpty() || !open.peek().tag().equals(name)) {
            String wanted =
                    open.isEmpty() ? "nothing is open" : "</" + open.peek().tag() + "> comes first";
            throw new PageMistake(line, "</" + name + "> here: " + wanted);
        } else {
            open.pop();
        }
    }
}
