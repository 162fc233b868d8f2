package io.rekindle.engine.delivery;

import java.util.stream.Collectors;

/**
 * How a text message is carried: in which alphabet, how long it is there, and as how many parts it is sent and paid.
 *
 * <p>3GPP TS 23.038 §6.2.1 has the alphabets; TS 23.040 §9.2.3.24.1 the parts: a message of several gives six octets of each to
 * its place among them, which leaves 153 septets or 67 UCS-2 units. Characters beyond the basic plane travel as two units, as
 * phones read them, and neither these nor the two septets of an extended character are torn apart.
 *
 * @param units septets of GSM 7 bit, or 16-bit units of UCS-2
 * @param parts how many; 1 for an empty text too
 */
public record SmsText(Alphabet alphabet, int units, int parts) {

    /** The alphabets that every phone reads. */
    public enum Alphabet {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int alone;
        private final int inParts;

        Alphabet(int alone, int inParts) {
            this.alone = alone;
            this.inParts = inParts;
        }

        /** How many units fit in a message of one part. */
        public int alone() {
            return alone;
        }
    }

    /** TS 23.038 §6.2.1, without the escape. */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** TS 23.038 §6.2.1.1: each after an escape. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    /** How the text is carried. */
    public static SmsText of(String text) {
        Alphabet alphabet = text.codePoints().allMatch(SmsText::isGsm) ? Alphabet.GSM_7 : Alphabet.UCS_2;
        int units = text.codePoints().map(c -> units(alphabet, c)).sum();
        return new SmsText(alphabet, units, units <= alphabet.alone ? 1 : parts(text, alphabet));
    }

    /** The characters, each once, for which the text does not fit GSM 7 bit: often one quotation mark doubles a message. */
    public static String outsideGsm(String text) {
        return text.codePoints()
                .filter(c -> !isGsm(c))
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static int parts(String text, Alphabet alphabet) {
        int parts = 1;
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            int units = units(alphabet, c);
            if (used + units > alphabet.inParts) {
                parts++;
                used = 0;
            }
            used += units;
        }
        return parts;
    }

    private static boolean isGsm(int c) {
        return BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0;
    }

    private static int units(Alphabet alphabet, int c) {
        return alphabet == Alphabet.UCS_2 ? Character.charCount(c) : BASIC.indexOf(c) >= 0 ? 1 : 2;
    }
}
