package io.rekindle.channels.push;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Private keys as Apple and Google hand them out: PKCS#8 in PEM (RFC 7468 §10). */
final class Pem {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private Pem() {}

    /**
     * The key in the text.
     *
     * @param algorithm {@code EC} or {@code RSA}
     * @param whose for the message where it is no such key; the text itself is never repeated
     */
    static PrivateKey privateKey(String pem, String algorithm, String whose) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(whose + " is a text that begins with " + BEGIN);
        }
        try {
            byte[] key = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(whose + " is not a private key of kind " + algorithm);
        }
    }
}
