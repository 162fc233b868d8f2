package io.rekindle.channels.email.letter;

import java.nio.charset.StandardCharsets;

/** Quoted-printable (RFC 2045 §6.7), of whole texts: Jakarta Mail's goes byte by byte and costs more than all else of a letter. */
final class QuotedPrintable {

    private static final int LONGEST_LINE = 76;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** What stands for itself wherever it is on a line. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = '!'; b <= '~'; b++) {
            PLAIN[b] = b != '=';
        }
    }

    private final byte[] text;
    private final byte[] out;
    private int length;
    private int column;

    private QuotedPrintable(byte[] text) {
        this.text = text;
        // Three for each byte, and a soft line break of three after 73 of these at the latest.
        this.out = new byte[text.length * 3 + text.length * 9 / 73 + 3];
    }

    /** Encodes a text whose line breaks are CR LF. */
    static String encode(byte[] text) {
        var encoding = new QuotedPrintable(text);
        encoding.all();
        return new String(encoding.out, 0, encoding.length, StandardCharsets.US_ASCII);
    }

    private void all() {
        int i = 0;
        while (i < text.length) {
            i = plain(i);
            if (i == text.length) {
                return;
            }
            byte b = text[i];
            if (isLineBreak(i)) {
                out[length++] = '\r';
                out[length++] = '\n';
                column = 0;
                i++;
            } else if ((b == ' ' || b == '\t') && i + 1 < text.length && !isLineBreak(i + 1)) {
                breakBefore(1);
                out[length++] = b;
            } else {
                breakBefore(3);
                out[length++] = '=';
                out[length++] = HEX[b >> 4 & 15];
                out[length++] = HEX[b & 15];
            }
            i++;
        }
    }

    /** Copies what stands for itself, up to the end of the line; what comes next is to be looked at. */
    private int plain(int from) {
        int i = from;
        int room = LONGEST_LINE - 1 - column;
        int until = Math.min(text.length, from + room);
        while (i < until && PLAIN[text[i] & 0xff]) {
            out[length++] = text[i++];
        }
        column += i - from;
        if (i < text.length && i == until && PLAIN[text[i] & 0xff]) {
            breakBefore(1);
            out[length++] = text[i++];
        }
        return i;
    }

    private boolean isLineBreak(int i) {
        return text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n';
    }

    /** Leaves room for so many characters on the line, and for the sign of a soft break after them. */
    private void breakBefore(int characters) {
        if (column + characters > LONGEST_LINE - 1) {
            out[length++] = '=';
            out[length++] = '\r';
            out[length++] = '\n';
            column = 0;
        }
        column += characters;
    }
}
