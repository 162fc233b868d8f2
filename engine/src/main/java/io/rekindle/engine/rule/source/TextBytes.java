package io.rekindle.engine.rule.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's bytes as the text its author saved: UTF-8; UTF-16 by its mark or its zero bytes; GB18030 (which holds GBK),
 * if that makes plausible Chinese of them. Nothing is ever replaced by a question mark.
 */
public final class TextBytes {

    /** Every sign of GBK and of Unicode; in every JDK. */
    private static final Charset GB18030 = Charset.forName("GB18030");

    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] LITTLE_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] BIG_MARK = {(byte) 0xFE, (byte) 0xFF};

    private final String file;
    private final byte[] bytes;

    private TextBytes(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The text; empty where the bytes are none. What was assumed, or what is wrong, is among the problems. */
    public static Optional<String> read(String file, byte[] bytes, Problems problems) {
        return new TextBytes(file, bytes).read(problems);
    }

    /** A text without the mark that UTF-8 files of spreadsheets begin with. */
    public static String unmarked(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private Optional<String> read(Problems problems) {
        if (startsWith(LITTLE_MARK) || startsWith(BIG_MARK)) {
            Charset marked = startsWith(LITTLE_MARK) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            return assumed(text(marked, LITTLE_MARK.length), "UTF-16", problems);
        }
        boolean zeros = holdsZero();
        String plain = text(StandardCharsets.UTF_8, 0);
        if (plain != null && !zeros) {
            return Optional.of(plain);
        }
        boolean chinese = !zeros && !startsWith(UTF_8_MARK);
        String text = zeros ? text(wide(), 0) : chinese ? text(GB18030, 0) : null;
        String plausible = text != null && isPlausible(text) ? text : null;
        return assumed(plausible, zeros ? "UTF-16 without its mark" : "GBK (GB18030)", problems);
    }

    private Optional<String> assumed(@Nullable String text, String name, Problems problems) {
        if (text == null || text.indexOf('\0') >= 0) {
            notAText(problems);
            return Optional.empty();
        }
        problems.warning(
                Phrase.of(file, 0, 0, ""),
                "encoding",
                "This file is not UTF-8. It was read as " + name
                        + "; save it as \"CSV UTF-8\" or as UTF-8 text, so that" + " every program reads the same.");
        return Optional.of(text);
    }

    private void notAText(Problems problems) {
        int at = firstStranger();
        int line = 1;
        int lineStart = 0;
        for (int index = 0; index < at; index++) {
            if (bytes[index] == '\n') {
                line++;
                lineStart = index + 1;
            }
        }
        String before = new String(bytes, lineStart, at - lineStart, StandardCharsets.UTF_8);
        int column = before.codePointCount(0, before.length()) + 1;
        String message = at == bytes.length
                ? "This file is not a text. Save it as UTF-8 text, or as \"CSV UTF-8\"."
                : "This file is not a text: its byte %02X here is neither UTF-8 nor plausible UTF-16 or GBK. Save it as UTF-8 text, or as \"CSV UTF-8\"."
                        .formatted(bytes[at]);
        problems.error(Phrase.of(file, line, column, ""), "not-a-text", message);
    }

    /** The index of the first byte that is not UTF-8, or is zero. */
    private int firstStranger() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        decoder.decode(in, out, true);
        for (int index = 0; index < in.position(); index++) {
            if (bytes[index] == 0) {
                return index;
            }
        }
        return in.position();
    }

    private boolean startsWith(byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(Arrays.copyOf(bytes, mark.length), mark);
    }

    private boolean holdsZero() {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /** The zero byte of Latin signs and line ends stands on one side; few other signs have one on the other. */
    private Charset wide() {
        int balance = 0;
        for (int index = 0; index < bytes.length; index++) {
            balance += bytes[index] != 0 ? 0 : index % 2 == 0 ? 1 : -1;
        }
        return balance > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private @Nullable String text(Charset charset, int from) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    /**
     * Bytes of other encodings make rare signs when read as Chinese. Of the signs beyond ASCII nine in ten are in GB2312, and
     * of those that are Han more than half are among its 3755 most common.
     */
    private static boolean isPlausible(String text) {
        int beyond = 0;
        int usual = 0;
        int han = 0;
        int common = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int sign = text.codePointAt(at);
            if (sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                return false;
            }
            if (sign >= 0x80) {
                byte[] place = new String(Character.toChars(sign)).getBytes(GB2312);
                boolean known = place.length == 2;
                boolean isHan = Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN;
                beyond++;
                usual += known ? 1 : 0;
                han += isHan ? 1 : 0;
                common += isHan && known && isCommon(place[0] & 0xFF) ? 1 : 0;
            }
        }
        return usual * 10 >= beyond * 9 && common * 2 >= han;
    }

    /** Rows 16 to 55 of GB2312 hold its most common signs. */
    private static boolean isCommon(int firstByte) {
        return firstByte >= 0xB0 && firstByte <= 0xD7;
    }
}
