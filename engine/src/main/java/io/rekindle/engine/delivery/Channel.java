package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import java.util.Optional;

/**
 * A way to reach a customer, such as an SMTP relay or an SMS provider.
 *
 * <p>A channel makes at most one attempt per call and never repeats one by itself: repeating is the ledger's decision.
 * It throws nothing for a failed delivery; each end is an {@link Answer}. Implementations are safe for use by many
 * threads at once and block until the provider has answered or a time limit of their own has passed.
 */
public interface Channel extends AutoCloseable {

    /** The channel's name, as in rule files and contact points. */
    ChannelName name();

    /** Attempts once to deliver the message. When it is not known whether the provider took it, the answer is in doubt. */
    Answer deliver(Message message);

    /** Asks what became of an attempt in doubt; empty where the provider cannot tell. */
    default Optional<Lookup> lookup() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
