package io.rekindle.channels.sms.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a provider wants its requests signed; the result is the placeholder {@code {sign}}.
 *
 * @param over what is signed, with placeholders; {@code {fields}} are the form's other fields as {@code name=value&…}, sorted
 *     by name, and {@code {body}} is the JSON body as it is sent
 * @param key the key of an HMAC, with placeholders; not used by the others
 */
public record Signature(Algorithm algorithm, String over, String key, Encoding encoding) {

    /** The algorithms in use among providers, the broken ones too. */
    public enum Algorithm {
        MD5("MD5", false),
        SHA1("SHA-1", false),
        SHA256("SHA-256", false),
        HMAC_MD5("HmacMD5", true),
        HMAC_SHA1("HmacSHA1", true),
        HMAC_SHA256("HmacSHA256", true);

        private final String name;
        private final boolean keyed;

        Algorithm(String name, boolean keyed) {
            this.name = name;
            this.keyed = keyed;
        }
    }

    /** How the bytes are written. */
    public enum Encoding {
        HEX,
        UPPER_HEX,
        BASE64
    }

    /** Whether the algorithm takes a key. */
    boolean isKeyed() {
        return algorithm.keyed;
    }

    String sign(String text, String secret) {
        byte[] bytes = bytes(text.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(bytes);
            case UPPER_HEX -> HexFormat.of().withUpperCase().formatHex(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
        };
    }

    private byte[] bytes(byte[] text, byte[] secret) {
        try {
            if (!algorithm.keyed) {
                return MessageDigest.getInstance(algorithm.name).digest(text);
            }
            Mac mac = Mac.getInstance(algorithm.name);
            mac.init(new SecretKeySpec(secret, algorithm.name));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm.name, e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Signature[" + algorithm + ", " + encoding + "]";
    }
}
