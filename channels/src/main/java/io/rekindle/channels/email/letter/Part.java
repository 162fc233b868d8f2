package io.rekindle.channels.email.letter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A text in an encoding that every server passes on unchanged (RFC 2045 §6): lines of at most 76 characters, all ASCII, so that
 * nobody on the way has a reason to rewrite it, which would break the signature.
 *
 * @param encoding as in Content-Transfer-Encoding
 */
record Part(String type, String encoding, String body) {

    private static final int LONGEST_LINE = 76;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();

    /** The text as a part of the type, such as {@code text/html}. */
    static Part of(String type, String text) {
        byte[] lines = withCarriageReturns(normal(text).getBytes(StandardCharsets.UTF_8));
        if (is7Bit(lines)) {
            return new Part(type, "7bit", new String(lines, StandardCharsets.US_ASCII));
        }
        return isMostlyForeign(lines)
                ? new Part(type, "base64", BASE64.encodeToString(lines))
                : new Part(type, "quoted-printable", QuotedPrintable.encode(lines));
    }

    /** The part's own header fields. */
    void describe(Fields fields) {
        fields.add("Content-Type", type + "; charset=UTF-8");
        fields.add("Content-Transfer-Encoding", encoding);
    }

    /** With a line feed alone at the end of each line. */
    private static String normal(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static byte[] withCarriageReturns(byte[] text) {
        int breaks = 0;
        for (byte b : text) {
            breaks += b == '\n' ? 1 : 0;
        }
        byte[] lines = new byte[text.length + breaks];
        int length = 0;
        for (byte b : text) {
            if (b == '\n') {
                lines[length++] = '\r';
            }
            lines[length++] = b;
        }
        return lines;
    }

    /** Whether it can stay as it is: ASCII, no line too long, no control character, no space at the end of a line. */
    private static boolean is7Bit(byte[] lines) {
        int column = 0;
        for (int i = 0; i < lines.length; i++) {
            byte b = lines[i];
            column = b == '\n' ? 0 : column + 1;
            boolean control = b < ' ' && b != '\n' && b != '\r' && b != '\t';
            boolean trailing = b == ' ' && (i + 1 == lines.length || lines[i + 1] == '\r');
            if (column > LONGEST_LINE + 1 || control || trailing || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether more than a sixth of the characters are none of ASCII's: then base64 is shorter. */
    private static boolean isMostlyForeign(byte[] utf8) {
        int characters = 0;
        int foreign = 0;
        for (byte b : utf8) {
            boolean continues = (b & 0xc0) == 0x80;
            characters += continues ? 0 : 1;
            foreign += !continues && (b < 0 || b == 0x7f) ? 1 : 0;
        }
        return foreign * 6 > characters;
    }
}
