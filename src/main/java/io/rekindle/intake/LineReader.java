package io.rekindle.intake;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines ended by LF, CRLF or CR, counting them, and keeping no more of a line than a row may have. */
final class LineReader {

    /** Characters; a row of an order file has some hundred. */
    static final int LONGEST = 1 << 16;

    private static final int END = -1;

    private final Reader in;
    private final char[] buffer = new char[1 << 13];
    private int next;
    private int filled;
    private long number;
    private boolean afterReturn;

    LineReader(Reader in) {
        this.in = in;
    }

    /**
     * A line without its end.
     *
     * @param number 1 for the file's first
     * @param tooLong whether characters beyond the longest a row may have were dropped
     */
    record Line(long number, String text, boolean tooLong) {}

    /** The number of the line read last; one that the file breaks off in does not count. */
    long number() {
        return number;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        var text = new StringBuilder();
        boolean tooLong = false;
        int character = character();
        if (afterReturn && character == '\n') {
            character = character();
        }
        if (character == END) {
            return null;
        }
        for (; character != END && character != '\n' && character != '\r'; character = character()) {
            if (text.length() < LONGEST) {
                text.append((char) character);
            } else {
                tooLong = true;
            }
        }
        afterReturn = character == '\r';
        number++;
        return new Line(number, text.toString(), tooLong);
    }

    private int character() throws IOException {
        if (next == filled) {
            filled = in.read(buffer, 0, buffer.length);
            next = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[next++];
    }
}
