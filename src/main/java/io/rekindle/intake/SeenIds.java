package io.rekindle.intake;

/**
 * Remembers ids by a 64-bit fingerprint, so that a file of ten million orders takes 128 MB at most and not gigabytes.
 *
 * <p>The chance that two different ids of such a file share a fingerprint is about 3 in a million.
 */
final class SeenIds {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;

    /** Adds the id; false if it was there. */
    boolean add(String id) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        if (put(slots, fingerprint(id))) {
            size++;
            return true;
        }
        return false;
    }

    private void grow() {
        long[] more = new long[slots.length * 2];
        for (long one : slots) {
            if (one != 0) {
                put(more, one);
            }
        }
        slots = more;
    }

    private static boolean put(long[] slots, long fingerprint) {
        int place = (int) (fingerprint & (slots.length - 1));
        while (slots[place] != 0) {
            if (slots[place] == fingerprint) {
                return false;
            }
            place = (place + 1) & (slots.length - 1);
        }
        slots[place] = fingerprint;
        return true;
    }

    /**
     * FNV-1a over the characters, then mixed until each bit depends on all of them; never 0, which marks a free slot.
     */
    private static long fingerprint(String id) {
        long hash = FNV_OFFSET;
        for (int index = 0; index < id.length(); index++) {
            hash = (hash ^ id.charAt(index)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
