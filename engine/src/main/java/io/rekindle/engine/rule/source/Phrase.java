package io.rekindle.engine.rule.source;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an author's text and where it stands. It is read in its NFKC form with single spaces, so that full-width
 * signs of a Chinese keyboard do not matter, while places still refer to what the author typed.
 */
public final class Phrase {

    /** All before it, which is most of what rule files hold, is its own normal form. */
    private static final char FIRST_TO_NORMALISE = 0x80;

    private final String file;
    private final int line;
    private final int column;
    private final @Nullable String cell;
    private final String source;
    private final String text;
    /** For each character of the text, and its end: the index in the source. */
    private final int[] origin;

    private Phrase(String file, int line, int column, @Nullable String cell, String source, String text, int[] origin) {
        this.file = file;
        this.line = line;
        this.column = column;
        this.cell = cell;
        this.source = source;
        this.text = text;
        this.origin = origin;
    }

    /** A text that starts at that line and column (from 1; column 0 where columns cannot be told). */
    public static Phrase of(String file, int line, int column, String source) {
        return normalised(file, line, column, null, source);
    }

    /** The text of a spreadsheet cell such as {@code E4}. */
    public static Phrase ofCell(String file, int row, String cell, String source) {
        return normalised(file, row, 0, cell, source);
    }

    private static Phrase normalised(String file, int line, int column, @Nullable String cell, String source) {
        StringBuilder text = new StringBuilder(source.length());
        int[] origin = new int[source.length() * 2 + 8];
        int from = 0;
        while (from < source.length()) {
            int to = clusterEnd(source, from);
            String cluster = source.substring(from, to);
            boolean plain = to == from + 1 && cluster.charAt(0) < FIRST_TO_NORMALISE;
            String piece = plain ? cluster : Normalizer.normalize(cluster, Normalizer.Form.NFKC);
            for (int index = 0; index < piece.length(); index++) {
                char letter = piece.charAt(index);
                boolean space = Character.isWhitespace(letter) || Character.isSpaceChar(letter);
                boolean skip = space && (text.isEmpty() || text.charAt(text.length() - 1) == ' ');
                if (!skip) {
                    origin = text.length() + 1 < origin.length
                            ? origin
                            : java.util.Arrays.copyOf(origin, origin.length * 2);
                    origin[text.length()] = from;
                    text.append(space ? ' ' : letter);
                }
            }
            from = to;
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        int[] exact = java.util.Arrays.copyOf(origin, text.length() + 1);
        exact[text.length()] = text.isEmpty() ? 0 : clusterEnd(source, exact[text.length() - 1]);
        return new Phrase(file, line, column, cell, source, text.toString(), exact);
    }

    /** The end of the character at the index together with the marks that combine with it. */
    private static int clusterEnd(String source, int from) {
        int to = from + Character.charCount(source.codePointAt(from));
        while (to < source.length() && Character.getType(source.codePointAt(to)) == Character.NON_SPACING_MARK) {
            to += Character.charCount(source.codePointAt(to));
        }
        return to;
    }

    /** The text in its normal form. */
    public String text() {
        return text;
    }

    /** The text as its author wrote it. */
    public String original() {
        return source.substring(origin[0], origin[text.length()]);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The part between two indexes of {@link #text()}, without spaces around it. */
    public Phrase part(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        int[] places = java.util.Arrays.copyOfRange(origin, start, end + 1);
        return new Phrase(file, line, column, cell, source, text.substring(start, end), places);
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    /** The column at which the phrase starts, from 1; 0 where columns cannot be told. */
    public int column() {
        return column == 0 ? 0 : column + source.codePointCount(0, origin[0]);
    }

    public @Nullable String cell() {
        return cell;
    }

    @Override
    public String toString() {
        return text;
    }
}
