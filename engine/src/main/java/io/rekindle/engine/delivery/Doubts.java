package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import java.util.List;
import java.util.Set;

/**
 * Touchpoints in doubt as an {@link Inquiry} sees them. Each method is one committed transaction; what is no longer in doubt,
 * because a receipt or a person settled it, is left as it is.
 */
public interface Doubts {

    /**
     * A touchpoint in doubt, with the address it was sent to.
     *
     * @param attemptedAt when its attempt began, epoch milliseconds
     * @param provider who may have it, by its name in the settings; empty where nobody knows
     */
    record Doubt(Claimed sent, long attemptedAt, String provider) {}

    /** Touchpoints that may be asked about now (epoch milliseconds), each given out to one asker and not again for a while. */
    List<Doubt> toAsk(Set<ChannelName> channels, long now, int most);

    /**
     * The provider has it, under that name. False where that changes nothing, also because another touchpoint's message has
     * that name: then the provider's is that one's.
     */
    boolean taken(Doubt doubt, String providerId, long now);

    /** The provider never had it: it is planned again, to be checked and sent as if for the first time. */
    boolean notTaken(Doubt doubt, String why, long now);
}
