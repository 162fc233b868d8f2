package io.rekindle.engine.touchpoint;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Intent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One intended message to one customer.
 *
 * @param id derived from entry and step: the ledger's one key
 * @param language which texts the customer reads
 * @param coupon the code of the coupon it carries, or null
 * @param sendAt not before this instant, epoch milliseconds
 * @param tooOldAt it is dropped rather than sent from this instant on, epoch milliseconds
 * @param costMicros what is set aside for it: before it is rendered the most it can cost, from then on what it does; millionths
 *     of the currency
 */
public record Touchpoint(
        String id,
        CustomerId customer,
        String campaign,
        String entry,
        String step,
        ChannelName channel,
        String template,
        String language,
        @Nullable String coupon,
        long sendAt,
        long tooOldAt,
        long costMicros) {

    /** How late a message may leave before nobody wants it any more. */
    public static final Duration SEND_IF_YOUNGER_THAN = Duration.ofHours(24);

    /** The touchpoint of a decision to send, once its coupon is issued and its price set aside. */
    public static Touchpoint of(Decision decision, String language, @Nullable String coupon, long costMicros) {
        Intent intent = Objects.requireNonNull(decision.intent(), "only a decision to send has a touchpoint");
        return new Touchpoint(
                intent.touchpoint(),
                decision.customer(),
                decision.campaign(),
                decision.entry(),
                decision.step(),
                intent.channel(),
                intent.template(),
                language,
                coupon,
                intent.sendAt(),
                intent.sendAt() + SEND_IF_YOUNGER_THAN.toMillis(),
                costMicros);
    }
}
