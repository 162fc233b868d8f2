package io.rekindle.engine.offer;

import io.rekindle.engine.policy.Reason;
import org.jspecify.annotations.Nullable;

/** What came of reserving a message's coupon and budget. */
public sealed interface Grant {

    /** Both are reserved; the code is the coupon issued, or null where the message carries none. */
    record Granted(@Nullable String code) implements Grant {}

    /** One of them could not be had, and nothing is reserved. */
    record Denied(Reason reason, String detail) implements Grant {}
}
