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
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        lines = lines.replace("\n", Fields.CRLF);
        byte[] utf8 = lines.getBytes(StandardCharsets.UTF_8);
        boolean ascii = utf8.length == lines.length();
        if (ascii && isShort(lines)) {
            return new Part(type, "7bit", lines);
        }
        long foreign = lines.chars().filter(c -> c > '~').count();
        return foreign * 6 > lines.length()
                ? new Part(type, "base64", BASE64.encodeToString(utf8))
                : new Part(type, "quoted-printable", QuotedPrintable.encode(utf8));
    }

    /** The part's own header fields. */
    void describe(Fields fields) {
        fields.add("Content-Type", type + "; charset=UTF-8");
        fields.add("Content-Transfer-Encoding", encoding);
    }

    private static boolean isShort(String lines) {
        int column = 0;
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            column = c == '\n' ? 0 : column + 1;
            boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
            boolean trailing = c == ' ' && (i + 1 == lines.length() || lines.charAt(i + 1) == '\r');
            if (column > LONGEST_LINE + 1 || control || trailing || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
