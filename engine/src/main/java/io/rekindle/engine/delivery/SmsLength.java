package io.rekindle.engine.delivery;

/**
 * How long an SMS is for those who carry it, by 3GPP TS 23.038 (alphabets) and TS 23.040 (parts): 160 signs of the GSM 7-bit
 * alphabet or 70 of UCS-2 in one part; in several, 153 or 67 in each.
 *
 * @param units septets, or UTF-16 units
 */
record SmsLength(boolean gsm, int units, int parts) {

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    /** Signs that take an escape before them. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private static final int GSM_ALONE = 160;
    private static final int GSM_OF_SEVERAL = 153;
    private static final int UCS2_ALONE = 70;
    private static final int UCS2_OF_SEVERAL = 67;

    static SmsLength of(String text) {
        boolean gsm = text.chars().allMatch(sign -> GSM.indexOf(sign) >= 0 || EXTENSION.indexOf(sign) >= 0);
        int units = text.codePoints().map(sign -> width(sign, gsm)).sum();
        int alone = gsm ? GSM_ALONE : UCS2_ALONE;
        return new SmsLength(gsm, units, units <= alone ? 1 : parts(text, gsm));
    }

    /** No sign is cut in two: neither an escape and what it escapes, nor a pair of UTF-16 units. */
    private static int parts(String text, boolean gsm) {
        int room = gsm ? GSM_OF_SEVERAL : UCS2_OF_SEVERAL;
        int parts = 1;
        int used = 0;
        for (int sign : text.codePoints().toArray()) {
            int width = width(sign, gsm);
            if (used + width > room) {
                parts++;
                used = 0;
            }
            used += width;
        }
        return parts;
    }

    private static int width(int sign, boolean gsm) {
        return gsm ? (EXTENSION.indexOf(sign) >= 0 ? 2 : 1) : Character.charCount(sign);
    }

    /** How many units fit in one part alone. */
    int fitInOne() {
        return gsm ? GSM_ALONE : UCS2_ALONE;
    }
}
