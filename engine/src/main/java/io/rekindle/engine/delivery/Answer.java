package io.rekindle.engine.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended: accepted, rejected for good, to be tried later, or not known. */
public sealed interface Answer {

    /** What a message that definitely was not taken failed by: whether another provider may try, and whether this one is ill. */
    enum Cause {
        /** The message or its recipient: another provider would say the same. */
        MESSAGE,
        /** What this provider does not carry, such as a country; another may, and other messages go on. */
        NOT_CARRIED,
        /** The provider is down, full, or will not have us; another may carry it, and the next message would fare no better. */
        PROVIDER,
        /** Our own limits: nobody was asked. They may say so any number of times. */
        OUR_LIMITS
    }

    /**
     * The provider took the message and answers for it from here on.
     *
     * @param providerId the provider's name for the message
     * @param provider who took it, by its name in the settings; empty where there is but one
     */
    record Accepted(String providerId, String provider) implements Answer {

        public Accepted(String providerId) {
            this(providerId, "");
        }
    }

    /**
     * The provider definitely refused it; it was not and will not be sent.
     *
     * @param addressIsBad whether the contact point itself is unusable and should be written to no more
     * @param unsubscribed whether the recipient has told the provider to stop: the address is right, and not to be used
     */
    record Rejected(String why, boolean addressIsBad, boolean unsubscribed, Cause cause) implements Answer {

        public Rejected(String why, boolean addressIsBad, boolean unsubscribed) {
            this(why, addressIsBad, unsubscribed, Cause.MESSAGE);
        }

        public Rejected(String why, boolean addressIsBad) {
            this(why, addressIsBad, false);
        }
    }

    /**
     * It was definitely not sent and may be tried again.
     *
     * @param after how long the provider asks to wait, or null where it says nothing
     */
    record Later(String why, @Nullable Duration after, Cause cause) implements Answer {

        /** The provider cannot take it now. */
        public Later(String why, @Nullable Duration after) {
            this(why, after, Cause.PROVIDER);
        }

        /** Whether a provider was asked at all. */
        public boolean asked() {
            return cause != Cause.OUR_LIMITS;
        }
    }

    /**
     * The provider may or may not have taken it: it must not be sent again until somebody knows.
     *
     * @param provider who may have it, by its name in the settings; empty where there is but one
     */
    record InDoubt(String why, String provider) implements Answer {

        public InDoubt(String why) {
            this(why, "");
        }
    }

    /** Whether it definitely was not taken, for a reason that another provider may not have. */
    default boolean anotherMayTry() {
        return (this instanceof Later later && later.cause != Cause.MESSAGE)
                || (this instanceof Rejected rejected && rejected.cause != Cause.MESSAGE);
    }

    /** The same, about its cause; only a definite failure has one. */
    default Answer because(Cause cause) {
        if (this instanceof Later later) {
            return new Later(later.why, later.after, cause);
        }
        return this instanceof Rejected rejected
                ? new Rejected(rejected.why, rejected.addressIsBad, rejected.unsubscribed, cause)
                : this;
    }

    /** The same, said by that provider. */
    default Answer by(String provider) {
        if (this instanceof Accepted accepted) {
            return new Accepted(accepted.providerId, provider);
        }
        return this instanceof InDoubt doubt ? new InDoubt(doubt.why, provider) : this;
    }
}
