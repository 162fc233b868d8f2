package io.rekindle.engine.delivery.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page whose Liquid was taken out and marks put in its place, which HTML readers keep where they are: words for what is
 * printed, comments for tags between elements, since a table passes them on.
 */
final class LiquidMarks {

    private static final String WORD = "RkLiquid";
    private static final Pattern LIQUID = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("<!--" + WORD + "(\\d+)z-->|" + WORD + "(\\d+)z");

    private final List<String> pieces = new ArrayList<>();
    private final String marked;

    private LiquidMarks(String source) {
        var out = new StringBuilder();
        Matcher liquid = LIQUID.matcher(source);
        var place = new Place();
        int from = 0;
        while (liquid.find()) {
            place.read(source, from, liquid.start());
            out.append(source, from, liquid.start());
            boolean comment = liquid.group().startsWith("{%") && place.isBetweenElements();
            String word = WORD + pieces.size() + "z";
            out.append(comment ? "<!--" + word + "-->" : word);
            pieces.add(liquid.group());
            from = liquid.end();
        }
        marked = out.append(source, from, source.length()).toString();
    }

    static LiquidMarks in(String source) {
        if (source.contains(WORD)) {
            throw new PageMistake(0, "a page may not contain the word " + WORD);
        }
        return new LiquidMarks(source);
    }

    /** With every piece of Liquid blanked, line by line. */
    static String blanked(String source) {
        return LIQUID.matcher(source).replaceAll(piece -> piece.group().replaceAll("[^\n]", " "));
    }

    String marked() {
        return marked;
    }

    /**
     * The built page with its Liquid back.
     *
     * @throws PageMistake if a tag was lost, repeated or moved on the way, since then it would mean something else
     */
    String restored(String built) {
        var seen = new int[pieces.size()];
        int lastTag = -1;
        Matcher mark = MARK.matcher(built);
        while (mark.find()) {
            int index = Integer.parseInt(mark.group(1) == null ? mark.group(2) : mark.group(1));
            seen[index]++;
            if (isTag(index) && (index < lastTag || seen[index] > 1)) {
                throw moved(index);
            }
            lastTag = isTag(index) ? index : lastTag;
        }
        for (int index = 0; index < seen.length; index++) {
            if (seen[index] == 0) {
                throw moved(index);
            }
        }
        return MARK.matcher(built)
                .replaceAll(found -> Matcher.quoteReplacement(
                        pieces.get(Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1)))));
    }

    private boolean isTag(int index) {
        return pieces.get(index).startsWith("{%");
    }

    private PageMistake moved(int index) {
        return new PageMistake(
                0,
                pieces.get(index).replaceAll("\\s+", " ") + " cannot stand where it does; in MJML, put it in <mj-raw>");
    }

    /** Whether reading has come to text between elements, to the inside of one, of a comment or of a style sheet. */
    private static final class Place {

        private enum Where {
            TEXT,
            TAG,
            COMMENT,
            STYLE
        }

        private Where where = Where.TEXT;
        private char quote;
        private boolean style;

        boolean isBetweenElements() {
            return where == Where.TEXT;
        }

        void read(String source, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = source.charAt(i);
                switch (where) {
                    case TEXT -> begin(source, i, c);
                    case TAG -> inTag(c);
                    case COMMENT -> where = source.startsWith("-->", i) ? Where.TEXT : Where.COMMENT;
                    case STYLE -> where = source.regionMatches(true, i, "</", 0, 2) ? Where.TAG : Where.STYLE;
                }
            }
        }

        private void begin(String source, int i, char c) {
            if (source.startsWith("<!--", i)) {
                where = Where.COMMENT;
            } else if (c == '<') {
                where = Where.TAG;
                style = source.regionMatches(true, i, "<style", 0, 6) || source.startsWith("<mj-style", i);
            }
        }

        private void inTag(char c) {
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                where = style ? Where.STYLE : Where.TEXT;
                style = false;
            }
        }
    }
}
