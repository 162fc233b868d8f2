package io.rekindle.api;

import io.rekindle.engine.fact.History;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants between the engine's milliseconds and JSON's ISO 8601. */
final class Times {

    private Times() {}

    /** The instant, or null for never. */
    static @Nullable Instant at(long millis) {
        return millis == History.NEVER || millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
    }
}
