package io.rekindle.channels.email.letter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Touchpoint ids that leave the house sealed, so that only those that we gave out come back: {@code <id>.<16 hex digits>}.
 *
 * <p>The digits are the first 64 bits of HMAC-SHA256 over purpose and id: a seal for one purpose opens no other. All of it is
 * lower case and fits the left side of an address (RFC 5321 §4.5.3.1.1), which some servers lower-case on the way.
 */
public final class Seal {

    /** What a sealed id is good for. */
    public enum Purpose {
        /** To say that its letter came back. */
        BOUNCE,
        /** To stop the letters of its kind. */
        UNSUBSCRIBE
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 16;
    private static final int MAC_BYTES = 8;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,36}");
    private static final Pattern SEALED = Pattern.compile("([a-z0-9-]{1,36})\\.([0-9a-f]{16})");

    private final List<SecretKeySpec> keys;

    /**
     * A seal.
     *
     * @param key at least 16 random bytes
     * @param older keys that were used before and still open what they sealed
     */
    public Seal(byte[] key, byte[]... older) {
        keys = Stream.concat(Stream.of(key), Stream.of(older))
                .map(Seal::checked)
                .toList();
    }

    /** The id, sealed for the purpose. */
    public String close(Purpose purpose, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an id that can be sealed: " + id);
        }
        return id + "." + mac(keys.get(0), purpose, id);
    }

    /** The id that was sealed for the purpose, or empty where it is forged, damaged or for another purpose. */
    public Optional<String> open(Purpose purpose, String sealed) {
        Matcher parts = SEALED.matcher(sealed.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String id = parts.group(1);
        byte[] claimed = parts.group(2).getBytes(StandardCharsets.US_ASCII);
        boolean genuine = keys.stream()
                .map(key -> mac(key, purpose, id).getBytes(StandardCharsets.US_ASCII))
                .anyMatch(mac -> MessageDigest.isEqual(mac, claimed));
        return genuine ? Optional.of(id) : Optional.empty();
    }

    private static String mac(SecretKeySpec key, Purpose purpose, String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal((purpose + " " + id).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(whole, 0, MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec checked(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("a key for seals needs at least " + LEAST_KEY_BYTES + " bytes");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }
}
