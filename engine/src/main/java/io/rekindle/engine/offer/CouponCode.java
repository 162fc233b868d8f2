package io.rekindle.engine.offer;

import java.security.SecureRandom;

/** Makes coupon codes: the offer's name and ten characters that cannot be guessed or misread (Crockford's base 32). */
public final class CouponCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 10;

    private final SecureRandom random = new SecureRandom();

    /** A new code such as {@code BACK15-7K2Q9M4XDA}; 50 random bits, so uniqueness is left to the database to confirm. */
    public String next(String offer) {
        StringBuilder code = new StringBuilder(offer).append('-');
        for (int index = 0; index < LENGTH; index++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
