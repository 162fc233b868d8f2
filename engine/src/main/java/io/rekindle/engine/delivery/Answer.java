package io.rekindle.engine.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt ended: accepted, rejected for good, to be tried later, or not known. */
public sealed interface Answer {

    /** The provider took the message and answers for it from here on. */
    record Accepted(String providerId) implements Answer {}

    /**
     * The provider definitely refused it; it was not and will not be sent.
     *
     * @param addressIsBad whether the contact point itself is unusable and should be written to no more
     * @param unsubscribed whether the recipient has told the provider to stop: the address is right, and not to be used
     */
    record Rejected(String why, boolean addressIsBad, boolean unsubscribed) implements Answer {

        public Rejected(String why, boolean addressIsBad) {
            this(why, addressIsBad, false);
        }
    }

    /**
     * It was definitely not sent and may be tried again.
     *
     * @param after how long the provider asks to wait, or null where it says nothing
     * @param asked whether a provider was asked at all; our own limits may say so any number of times
     */
    record Later(String why, @Nullable Duration after, boolean asked) implements Answer {

        public Later(String why, @Nullable Duration after) {
            this(why, after, true);
        }
    }

    /** The provider may or may not have taken it: it must not be sent again until somebody knows. */
    record InDoubt(String why) implements Answer {}
}
