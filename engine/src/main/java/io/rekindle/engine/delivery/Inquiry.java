package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.fact.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers that can tell about touchpoints in doubt. What the provider has is accepted; what it says it never had is
 * planned again once the attempt is old enough for that to be believed; all else stays in doubt.
 */
public final class Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final Doubts doubts;
    private final Map<ChannelName, Lookup> lookups;
    private final @Nullable Duration believed;

    /**
     * @param lookups the channels that can tell
     * @param believed how old an attempt is before a provider's "no" is believed, or null where it never is
     */
    public Inquiry(Doubts doubts, Map<ChannelName, Lookup> lookups, @Nullable Duration believed) {
        this.doubts = doubts;
        this.lookups = Map.copyOf(lookups);
        this.believed = believed;
    }

    /** How many messages in doubt turned out to have been taken, and not taken. */
    public record Found(int taken, int notTaken) {}

    /** Asks about up to so many. */
    public Found ask(Evaluator evaluator, Renderer renderer, long now, int most) {
        int taken = 0;
        int notTaken = 0;
        if (lookups.isEmpty()) {
            return new Found(taken, notTaken);
        }
        for (Doubts.Doubt doubt : doubts.toAsk(lookups.keySet(), now, most)) {
            Answer answer = answer(evaluator, renderer, doubt);
            if (answer instanceof Answer.Accepted accepted) {
                taken += doubts.taken(doubt, accepted.providerId(), now) ? 1 : 0;
            } else if (answer instanceof Answer.Later no && isBelieved(doubt, now)) {
                notTaken += doubts.notTaken(doubt, no.why(), now) ? 1 : 0;
            }
        }
        return new Found(taken, notTaken);
    }

    private boolean isBelieved(Doubts.Doubt doubt, long now) {
        return believed != null && now >= doubt.attemptedAt() + believed.toMillis();
    }

    /** The message is rendered anew as of its attempt; where it reads otherwise by now, the provider's answer is less certain. */
    private Answer answer(Evaluator evaluator, Renderer renderer, Doubts.Doubt doubt) {
        Claimed sent = doubt.sent();
        Lookup lookup = lookups.get(sent.touchpoint().channel());
        try {
            Facts facts = evaluator.facts(sent.profile(), sent.history(), doubt.attemptedAt());
            if (lookup == null
                    || sent.to() == null
                    || !(renderer.render(sent, facts) instanceof Rendering.Ready ready)) {
                return new Answer.InDoubt("there is nothing to ask by");
            }
            Message message = new Message(
                    sent.touchpoint().id(),
                    sent.to(),
                    ready.content(),
                    sent.touchpoint().language(),
                    sent.touchpoint().campaign(),
                    sent.touchpoint().tooOldAt());
            return lookup.at(doubt.provider()).of(message, Instant.ofEpochMilli(doubt.attemptedAt()));
        } catch (RuntimeException failure) {
            // One touchpoint's failure must not stop the others; it stays in doubt.
            LOG.error(
                    "nobody could be asked about touchpoint {}",
                    sent.touchpoint().id(),
                    failure);
            return new Answer.InDoubt("asking failed");
        }
    }
}
