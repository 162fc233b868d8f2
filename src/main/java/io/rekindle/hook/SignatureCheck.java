package io.rekindle.hook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a webhook by Standard Webhooks, scheme v1: HMAC-SHA256 over id, timestamp and the body's bytes as they came. The
 * library of that name checks text by the system's clock; here it is bytes, and any clock.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the specification</a>
 */
final class SignatureCheck {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SCHEME = "v1,";
    private static final String SECRET_PREFIX = "whsec_";

    private final Duration tolerance;

    SignatureCheck(Duration tolerance) {
        this.tolerance = tolerance;
    }

    /** How a check ended. */
    enum Result {
        GOOD,
        /** Headers are missing or cannot be read. */
        UNSIGNED,
        /** Nobody who knows a secret signed these bytes. */
        FORGED,
        /** Signed, but at another time. */
        STALE
    }

    /** The headers of a webhook, as they came; empty where one is missing. */
    record Headers(String id, String timestamp, String signature) {

        /** The attempt's time, epoch seconds; -1 where it is no time. */
        long seconds() {
            return timestamp.matches("\\d{1,12}") ? Long.parseLong(timestamp) : -1;
        }
    }

    /** Checks signature first and time second, so that only who knows the secret learns of the clock. */
    Result check(List<String> secrets, Headers headers, byte[] body, Instant now) {
        if (headers.id().isBlank()
                || headers.seconds() < 0
                || headers.signature().isBlank()) {
            return Result.UNSIGNED;
        }
        boolean signed = secrets.stream().anyMatch(secret -> isSigned(secret, headers, body));
        if (!signed) {
            return Result.FORGED;
        }
        Duration apart =
                Duration.between(Instant.ofEpochSecond(headers.seconds()), now).abs();
        return apart.compareTo(tolerance) > 0 ? Result.STALE : Result.GOOD;
    }

    private static boolean isSigned(String secret, Headers headers, byte[] body) {
        byte[] expected = sign(secret, headers, body);
        boolean found = false;
        // Senders that rotate send several signatures, apart by spaces. All are compared, each in constant time.
        for (String one : headers.signature().split(" ")) {
            if (one.startsWith(SCHEME)) {
                found |= MessageDigest.isEqual(expected, decode(one.substring(SCHEME.length())));
            }
        }
        return found;
    }

    private static byte[] sign(String secret, Headers headers, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret), ALGORITHM));
            mac.update((headers.id() + "." + headers.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    /** The key of a secret such as {@code whsec_…}; refuses what is no secret, since an empty key would let anybody in. */
    static byte[] key(String secret) {
        String encoded = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        byte[] key = decode(encoded);
        if (key.length < 16) {
            throw new IllegalArgumentException("a webhook's secret is whsec_ and at least 16 bytes in base64");
        }
        return key;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
