package io.rekindle.engine.delivery;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Touchpoint ids that leave the house sealed, so that only those that we gave out come back: {@code <id>.<16 hex digits>}.
 *
 * <p>The digits are the first 64 bits of HMAC-SHA256 over purpose and id: a seal for one purpose opens no other. All of it is
 * lower case and fits the left side of an address (RFC 5321 §4.5.3.1.1), which some servers lower-case on the way. Ids that are
 * UUIDs have a shorter form too, of 38 letters and digits, for links that people see.
 */
public final class Seal {

    /** What a sealed id is good for. */
    public enum Purpose {
        /** To say that its letter came back. */
        BOUNCE,
        /** To stop the letters of its kind. */
        UNSUBSCRIBE,
        /** To say that it was opened. */
        OPEN,
        /** To go where one of its links leads. */
        CLICK
    }

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 16;
    private static final int MAC_BYTES = 8;
    private static final int UUID_BYTES = 16;
    private static final int SHORT_LENGTH = 38;
    private static final Pattern SHORT = Pattern.compile("[a-z0-9]{" + SHORT_LENGTH + "}");
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
        return id + "." + HexFormat.of().formatHex(mac(purpose, id));
    }

    /** The same in fewer letters where the id is a UUID. */
    public String closeShort(Purpose purpose, String id) {
        if (!isUuid(id)) {
            return close(purpose, id);
        }
        UUID uuid = UUID.fromString(id);
        byte[] whole = ByteBuffer.allocate(UUID_BYTES + MAC_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .put(mac(purpose, id))
                .array();
        String digits = new BigInteger(1, whole).toString(Character.MAX_RADIX);
        return "0".repeat(SHORT_LENGTH - digits.length()) + digits;
    }

    /** 64 bits that only we can compute for the text. */
    public byte[] mac(Purpose purpose, String text) {
        return mac(keys.get(0), purpose, text);
    }

    /** Whether these are the bits for the text. */
    public boolean isGenuine(Purpose purpose, String text, byte[] mac) {
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac(key, purpose, text), mac));
    }

    /** The id that was sealed for the purpose, in either form, or empty where it is forged, damaged or for another purpose. */
    public Optional<String> open(Purpose purpose, String sealed) {
        String given = sealed.toLowerCase(Locale.ROOT);
        if (SHORT.matcher(given).matches()) {
            return openShort(purpose, new BigInteger(given, Character.MAX_RADIX));
        }
        Matcher parts = SEALED.matcher(given);
        return parts.matches()
                ? genuine(purpose, parts.group(1), HexFormat.of().parseHex(parts.group(2)))
                : Optional.empty();
    }

    private Optional<String> openShort(Purpose purpose, BigInteger sealed) {
        int bytes = UUID_BYTES + MAC_BYTES;
        if (sealed.bitLength() > bytes * Byte.SIZE) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.allocate(bytes);
        byte[] given = sealed.toByteArray();
        int sign = Math.max(0, given.length - bytes);
        whole.position(bytes - given.length + sign);
        whole.put(given, sign, given.length - sign).rewind();
        String id = new UUID(whole.getLong(), whole.getLong()).toString();
        byte[] mac = new byte[MAC_BYTES];
        whole.get(mac);
        return genuine(purpose, id, mac);
    }

    private Optional<String> genuine(Purpose purpose, String id, byte[] mac) {
        return isGenuine(purpose, id, mac) ? Optional.of(id) : Optional.empty();
    }

    private static boolean isUuid(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static byte[] mac(SecretKeySpec key, Purpose purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal((purpose + " " + text).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, MAC_BYTES);
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
