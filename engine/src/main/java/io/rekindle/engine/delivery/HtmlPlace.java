package io.rekindle.engine.delivery;

import java.util.Locale;
import java.util.Set;

/**
 * Follows a page, in HTML or MJML, to where a value is printed: what is harmless in a text is not in a link, in a style or where a
 * value could become a tag.
 */
final class HtmlPlace {

    /** What a value printed here is part of. */
    enum Where {
        TEXT,
        /** Of an attribute between quotes. */
        ATTRIBUTE,
        /** It can say where a link goes. */
        LINK,
        STYLE,
        /** Nothing may be printed here: in a tag outside quotes, in a script or in what runs one. */
        NOWHERE
    }

    private enum State {
        TEXT,
        COMMENT,
        DECLARATION,
        NAME,
        TAG,
        ATTRIBUTE,
        EQUALS,
        QUOTED,
        BARE,
        RAW
    }

    private static final Set<String> LINKS = Set.of(
            "action",
            "background",
            "background-url",
            "cite",
            "data",
            "formaction",
            "href",
            "longdesc",
            "poster",
            "src",
            "srcset",
            "xlink:href");

    /** Elements whose content is no HTML. */
    private static final Set<String> RAW = Set.of("script", "style", "mj-style");

    private State state = State.TEXT;
    private int commentFrom;
    private char quote;
    private final StringBuilder element = new StringBuilder();
    private final StringBuilder attribute = new StringBuilder();

    /** What certainly stands before, in the value of this attribute. */
    private final StringBuilder before = new StringBuilder();

    /** False once a tag of Liquid was passed in this value: what follows may be left out. */
    private boolean certain = true;

    /** Whether a value was printed in this value: with a colon after it, it would be taken for the way that the link goes. */
    private boolean printed;

    private boolean crooked;

    /** Reads on from one place of the source to another. */
    void read(String source, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            switch (state) {
                case TEXT -> inText(source, i, c);
                case COMMENT ->
                    state = c == '>' && i >= commentFrom && source.startsWith("--", i - 2) ? State.TEXT : State.COMMENT;
                case DECLARATION -> state = c == '>' ? State.TEXT : State.DECLARATION;
                case NAME -> inName(c);
                case TAG -> inTag(c);
                case ATTRIBUTE -> inAttribute(c);
                case EQUALS -> afterEquals(c);
                case QUOTED -> inQuotes(c);
                case BARE -> state = c == '>' ? end() : Character.isWhitespace(c) ? State.TAG : State.BARE;
                case RAW -> {
                    if (source.regionMatches(true, i, "</" + element, 0, element.length() + 2)) {
                        inText(source, i, c);
                    }
                }
            }
        }
    }

    /** Goes past a tag of Liquid. */
    void passTag() {
        certain = false;
    }

    /** Goes past a value that is printed. */
    void passValue() {
        printed = true;
    }

    /** What a value printed here is part of. */
    Where where() {
        return switch (state) {
            case TEXT, COMMENT -> Where.TEXT;
            case RAW -> element.toString().endsWith("style") ? Where.STYLE : Where.NOWHERE;
            case QUOTED -> inValue(attribute.toString());
            default -> Where.NOWHERE;
        };
    }

    private Where inValue(String name) {
        if (name.startsWith("on") || name.equals("srcdoc")) {
            return Where.NOWHERE;
        }
        if (name.equals("style")) {
            return Where.STYLE;
        }
        if (!LINKS.contains(name)) {
            return Where.ATTRIBUTE;
        }
        return crooked ? Where.NOWHERE : isBegun() ? Where.ATTRIBUTE : Where.LINK;
    }

    private boolean isBegun() {
        return before.chars().anyMatch(c -> ":/?#".indexOf(c) >= 0);
    }

    private void inText(String source, int i, char c) {
        if (c != '<') {
            return;
        }
        char next = i + 1 < source.length() ? source.charAt(i + 1) : ' ';
        if (source.startsWith("<!--", i) && !source.startsWith("<!--[if", i)) {
            state = State.COMMENT;
            // "<!-->" is a comment too, and whole.
            commentFrom = i + 4;
        } else if (next == '!' || next == '?') {
            state = State.DECLARATION;
        } else if (next == '/' || Character.isLetter(next) || source.startsWith("{{", i + 1)) {
            state = State.NAME;
            element.setLength(0);
        }
    }

    private void inName(char c) {
        if (c == '>') {
            state = end();
        } else if (Character.isWhitespace(c)) {
            state = State.TAG;
        } else {
            element.append(Character.toLowerCase(c));
        }
    }

    private void inTag(char c) {
        if (c == '>') {
            state = end();
        } else if (c == '=') {
            state = State.EQUALS;
        } else if (!Character.isWhitespace(c) && c != '/') {
            state = State.ATTRIBUTE;
            attribute.setLength(0);
            attribute.append(Character.toLowerCase(c));
        }
    }

    private void inAttribute(char c) {
        if (c == '>') {
            state = end();
        } else if (c == '=') {
            state = State.EQUALS;
        } else if (Character.isWhitespace(c)) {
            state = State.TAG;
        } else {
            attribute.append(String.valueOf(c).toLowerCase(Locale.ROOT));
        }
    }

    private void afterEquals(char c) {
        if (c == '"' || c == '\'') {
            state = State.QUOTED;
            quote = c;
            before.setLength(0);
            certain = true;
            printed = false;
            crooked = false;
        } else if (c == '>') {
            state = end();
        } else if (!Character.isWhitespace(c)) {
            state = State.BARE;
        }
    }

    private void inQuotes(char c) {
        if (c == quote) {
            state = State.TAG;
        } else if (c == ':' && printed && !isBegun()) {
            crooked = true;
        } else if (certain) {
            before.append(c);
        }
    }

    private State end() {
        return RAW.contains(element.toString()) ? State.RAW : State.TEXT;
    }
}
