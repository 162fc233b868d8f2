package io.rekindle.engine.customer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where a customer falls when people are divided at random: 0 to 9,999, from SHA-256, the same for ever. */
public final class Bucket {

    public static final int ALL = 10_000;

    private Bucket() {}

    /** The bucket in the division of that name; the purpose keeps divisions of one name independent of each other. */
    public static int of(CustomerId customer, String name, String purpose) {
        byte[] text = (purpose + "\n" + name + "\n" + customer).getBytes(StandardCharsets.UTF_8);
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
