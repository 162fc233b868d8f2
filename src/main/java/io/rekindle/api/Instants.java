package io.rekindle.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parameter {@code at}: an instant at which rules may be asked. */
final class Instants {

    /** Beyond these the calendar arithmetic of rules has no meaning. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Duration FARTHEST_AHEAD = Duration.ofDays(3660);

    private Instants() {}

    /** Epoch milliseconds; now where it was left out. */
    static long checked(@Nullable Instant at, Instant now) {
        if (at == null) {
            return now.toEpochMilli();
        }
        if (at.isBefore(EARLIEST) || at.isAfter(now.plus(FARTHEST_AHEAD))) {
            throw ProblemException.parameter("at", "range", "at is between 1970 and ten years from now");
        }
        return at.toEpochMilli();
    }
}
