package io.rekindle.engine.delivery.provider;

import org.jspecify.annotations.Nullable;

/**
 * How much may go one way: by a provider, or by it to one recipient domain.
 *
 * @param perSecond most messages a second; 0 for any number
 * @param warmUp most messages a day while the sender is new, or null
 */
public record Limits(double perSecond, @Nullable WarmUp warmUp) {

    public static final Limits NONE = new Limits(0, null);

    public Limits {
        if (!(perSecond >= 0) || perSecond > 1e6) {
            throw new IllegalArgumentException("not a number of messages a second: " + perSecond);
        }
    }
}
