package io.rekindle.engine.fact;

import java.io.InputStream;
import java.util.Arrays;

/** Bytes to be read by one thread: without the lock that the JDK's stream takes for every single one. */
final class PlainBytes extends InputStream {

    private static final int BYTE = 0xFF;

    private final byte[] bytes;
    private int next;

    PlainBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return next < bytes.length ? bytes[next++] & BYTE : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) {
        int count = Math.min(most, bytes.length - next);
        if (count <= 0) {
            return most == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, next, into, from, count);
        next += count;
        return count;
    }

    @Override
    public byte[] readAllBytes() {
        byte[] rest = Arrays.copyOfRange(bytes, next, bytes.length);
        next = bytes.length;
        return rest;
    }
}
