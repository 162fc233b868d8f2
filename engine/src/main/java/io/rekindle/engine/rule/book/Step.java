package io.rekindle.engine.rule.book;

import io.rekindle.engine.customer.ChannelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a campaign: when, under which conditions, which message by which channel, with which coupon.
 *
 * @param variant only customers of that variant take the step; null for all
 * @param conditions all must hold when the step is due, or it is skipped
 * @param template the template's name, without channel and language
 * @param coupon the offer's code in coupons.csv, or null
 * @param text the step as its author wrote it
 */
public record Step(
        String name,
        @Nullable String variant,
        Timing timing,
        List<Line> conditions,
        ChannelName channel,
        String template,
        @Nullable String coupon,
        int number,
        String text) {

    public Step {
        conditions = List.copyOf(conditions);
    }

    /** When a step is due. */
    public sealed interface Timing {

        /** Together with the entry. */
        record AtOnce() implements Timing {}

        /** So long after another step was to be sent; after the one before it (or the entry) where no name is given. */
        record After(Span span, @Nullable String step) implements Timing {}

        /** So long before the entry's coupon expires. */
        record BeforeCouponExpires(Span span) implements Timing {}
    }
}
