package io.rekindle.engine.campaign;

import io.rekindle.engine.customer.CustomerId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where a customer falls when a campaign divides people: 0 to 9,999, from SHA-256, the same for ever. */
final class Bucket {

    static final int ALL = 10_000;

    private Bucket() {}

    /** The purpose keeps the divisions of one campaign independent of each other. */
    static int of(CustomerId customer, String campaign, String purpose) {
        byte[] text = (purpose + "\n" + campaign + "\n" + customer).getBytes(StandardCharsets.UTF_8);
        return new BigInteger(1, sha256(text)).mod(BigInteger.valueOf(ALL)).intValue();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
