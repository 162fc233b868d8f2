package io.rekindle.intake;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an import came to.
 *
 * @param read rows read, the header and blank lines not counted
 * @param rejected how many for each reason; reasons that did not occur are absent
 */
public record ImportCounts(long read, long orders, long refunds, Map<RejectedRow.Reason, Long> rejected) {

    public ImportCounts {
        var sorted = new EnumMap<RejectedRow.Reason, Long>(RejectedRow.Reason.class);
        sorted.putAll(rejected);
        rejected = Collections.unmodifiableMap(sorted);
    }

    /** How many rows were rejected, for whatever reason. */
    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether the file was read to its end. */
    public boolean complete() {
        return !rejected.containsKey(RejectedRow.Reason.FILE_CUT_SHORT);
    }
}
