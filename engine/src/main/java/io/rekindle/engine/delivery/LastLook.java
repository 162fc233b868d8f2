package io.rekindle.engine.delivery;

import io.rekindle.engine.decision.Departure;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.SendCheck;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.policy.Reason;
import io.rekindle.engine.policy.Verdict;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks of a touchpoint that was taken up whether it may still leave, and renders it; writes nothing. For one thread. */
record LastLook(Evaluator evaluator, Renderer renderer) {

    /**
     * What is to become of the touchpoint.
     *
     * @param content what to send; null where it is not to be sent now
     * @param price of the content, millionths of the currency
     * @param holdUntil when to send it instead, epoch milliseconds; 0 where it is not to wait
     * @param reason why it is to be dropped; null where it is not
     * @param detail of the reason
     */
    record Finding(
            @Nullable Content content,
            long price,
            long holdUntil,
            @Nullable Reason reason,
            String detail) {

        private static Finding drop(Reason reason, String detail) {
            return new Finding(null, 0, 0, reason, detail);
        }

        /** What to send, where it may leave at the price that was set aside for it. */
        Optional<Content> asPriced(Touchpoint touchpoint) {
            return price == touchpoint.costMicros() ? Optional.ofNullable(content) : Optional.empty();
        }
    }

    /**
     * Both instants in epoch milliseconds.
     *
     * @param at the instant that the answer is for
     */
    Finding at(Claimed claimed, long now, long at) {
        Touchpoint touchpoint = claimed.touchpoint();
        if (now >= touchpoint.tooOldAt()) {
            return Finding.drop(Reason.DATA_STALE, "waited longer than it is wanted");
        }
        Departure departure =
                new Departure(touchpoint.id(), touchpoint.campaign(), touchpoint.entry(), touchpoint.step());
        Facts facts = evaluator.facts(claimed.profile(), claimed.history(), at);
        Verdict verdict = SendCheck.judge(evaluator, facts, departure);
        Optional<Gate> refusal = verdict.refusal();
        if (refusal.isPresent() || claimed.to() == null) {
            return Finding.drop(
                    refusal.map(Gate::reason).orElse(Reason.INVALID_ADDRESS),
                    refusal.map(Gate::detail).orElse("no usable address"));
        }
        if (verdict.sendAt() > at) {
            return new Finding(null, 0, verdict.sendAt(), null, "");
        }
        Rendering rendering = renderer.render(claimed, facts);
        if (rendering instanceof Rendering.Held held) {
            return Finding.drop(Reason.DATA_STALE, held.why());
        }
        Content content = ((Rendering.Ready) rendering).content();
        long price = MessagePrices.of(evaluator.release().book().policy(), touchpoint.channel(), content);
        return new Finding(content, price, 0, null, "");
    }
}
