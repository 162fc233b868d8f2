package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.policy.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as a dispatcher uses it. Every method is one committed transaction; every write but {@link #claim} holds only
 * while the claim's fence is still the touchpoint's, and answers false where it is not.
 */
public interface Outbox {

    /** Takes up touchpoints planned for the instant (epoch milliseconds) or before, oldest first, for the length of a lease. */
    default List<Claimed> claim(String dispatcher, Set<ChannelName> channels, long now, int most, Duration lease) {
        return claim(dispatcher, channels, now, most, lease, /* retries= */ true);
    }

    /**
     * The same.
     *
     * @param retries whether touchpoints may be among them that were tried before
     */
    List<Claimed> claim(
            String dispatcher, Set<ChannelName> channels, long now, int most, Duration lease, boolean retries);

    /**
     * Puts the price of the rendered message in place of the one set aside for it when it was decided, here and in the budgets.
     * False, and nothing changed, where a budget would not bear the difference.
     */
    boolean price(Claimed claimed, long micros);

    /**
     * Records, before the provider is called, that it is going to be: from here on a crash leaves the touchpoint in doubt.
     * False also where the customer's facts or address changed since the claim: the touchpoint is planned again, and so
     * checked again, that a stop counts from the next message on, however many were claimed together.
     */
    boolean begin(Claimed claimed, long now, Duration lease);

    /**
     * Records how the attempt before ended and that the next is going to be made, in one transaction, for there to be one
     * commit a message instead of two. What ended stays recorded also where the next one may not begin.
     *
     * @param before null where nothing is left to record
     */
    default boolean begin(@Nullable Ended before, Claimed next, long now, Duration lease) {
        if (before != null) {
            settle(before.claimed(), before.answer(), before.at(), before.retryAt());
        }
        return begin(next, now, lease);
    }

    /**
     * Takes up one touchpoint that answers what a customer has just done, and records that its first attempt is going to be made:
     * {@link #claim} and {@link #begin} in one transaction, for there to be one commit on its way to the provider instead of two.
     * It is begun under the same conditions, and what ended before is recorded with it. Empty, and nothing changed, where none
     * waits or it is not to be sent as it is; such are left to {@link #claim}.
     *
     * @param before null where nothing is left to record; stays to be recorded where the answer is empty
     * @param look what to send of what was read, empty where it is not to be sent as it is; it may be asked again, and neither
     *     writes to the ledger nor waits for anybody
     */
    default Optional<Begun> rush(
            String dispatcher,
            ChannelName channel,
            @Nullable Ended before,
            long now,
            Duration lease,
            Function<Claimed, Optional<Content>> look) {
        return Optional.empty();
    }

    /**
     * Records the provider's answer. For {@link Answer.Later} the touchpoint is planned again for the given instant; where
     * nobody was asked, the attempt does not count. What was refused for a reason of the provider's is given up, and keeps what
     * was set aside for it, so that somebody can set it going again.
     */
    boolean settle(Claimed claimed, Answer answer, long now, long retryAt);

    /** Records messages that were rendered but kept in the database instead of being sent. */
    void keep(List<Kept> kept, long now);

    /** Gives the touchpoint back, to leave at a later instant. */
    boolean hold(Claimed claimed, long sendAt);

    /** Gives touchpoints back that were only taken up, to leave when they were planned to. */
    default void giveBack(List<Claimed> claimed) {
        claimed.forEach(one -> hold(one, one.touchpoint().sendAt()));
    }

    /** Records that the touchpoint will not be sent, and why. */
    boolean drop(Claimed claimed, Reason reason, String detail, long now);

    /**
     * Puts right what dispatchers left behind whose lease is over: what was only claimed is planned again, what was being
     * sent is in doubt. Returns how many are newly in doubt.
     */
    int recover(long now);

    /** An attempt that has ended at an instant; {@code retryAt} for {@link Answer.Later}. Both epoch milliseconds. */
    record Ended(Claimed claimed, Answer answer, long at, long retryAt) {}

    /** A touchpoint of which it is recorded that its content is going to the provider. */
    record Begun(Claimed claimed, Content content) {}

    /** A rendered message kept in the sandbox. */
    record Kept(Claimed claimed, Content content) {}
}
