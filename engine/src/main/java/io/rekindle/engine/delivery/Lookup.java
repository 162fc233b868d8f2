package io.rekindle.engine.delivery;

import java.time.Instant;

/** What a channel has whose provider can tell what became of an attempt that got no answer. */
@FunctionalInterface
public interface Lookup {

    /**
     * Asks once what became of an attempt: <i>accepted</i> where the provider has the message, <i>later</i> where it knows of
     * none it could be, else <i>in doubt</i>. It throws nothing for a provider that cannot be asked.
     *
     * @param message as it was sent, as far as that is known
     * @param attempted when the attempt began
     */
    Answer of(Message message, Instant attempted);

    /** The same, asked of that provider alone (its name in the settings), where there are several; of all for an empty name. */
    default Lookup at(String provider) {
        return this;
    }
}
