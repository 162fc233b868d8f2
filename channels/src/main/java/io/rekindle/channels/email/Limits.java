package io.rekindle.channels.email;

import org.jspecify.annotations.Nullable;

/**
 * How much may go one way: through a relay, or through it to one recipient domain.
 *
 * @param perSecond most letters a second; 0 for any number
 * @param warmUp most letters a day while the sender is new, or null
 */
public record Limits(double perSecond, @Nullable WarmUp warmUp) {

    public static final Limits NONE = new Limits(0, null);

    public Limits {
        if (!(perSecond >= 0) || perSecond > 1e6) {
            throw new IllegalArgumentException("not a number of letters a second: " + perSecond);
        }
    }
}
