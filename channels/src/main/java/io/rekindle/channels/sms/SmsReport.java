package io.rekindle.channels.sms;

import org.jspecify.annotations.Nullable;

/** What a provider tells of its own accord: the fate of a message, or what a customer answered. */
public sealed interface SmsReport {

    /** The provider's name for the message. */
    String providerId();

    /** How far a message came. */
    enum Fate {
        /** Queued or handed to the carrier: nothing is decided. */
        ON_ITS_WAY,
        DELIVERED,
        /** The carrier took it and did not deliver it. */
        UNDELIVERED,
        /** It was never handed to the carrier. */
        FAILED,
        /** A word that this provider did not use before. */
        UNKNOWN
    }

    /**
     * What became of a message that we sent.
     *
     * @param touchpoint its touchpoint, or null where the provider does not say
     * @param error the provider's code, 0 for none
     * @param addressIsBad whether the number should be written to no more
     * @param unsubscribed whether the recipient has told the provider to stop
     */
    record Status(
            String providerId,
            @Nullable String touchpoint,
            Fate fate,
            int error,
            boolean addressIsBad,
            boolean unsubscribed)
            implements SmsReport {}

    /**
     * A message from a customer.
     *
     * @param from the customer's number in E.164; personal data
     * @param to our number
     * @param text what the customer wrote; personal data
     * @param keyword what it asks for, or null where it is not a keyword alone
     */
    record Reply(
            String providerId,
            String from,
            String to,
            String text,
            @Nullable Keyword keyword) implements SmsReport {

        @Override
        public String toString() {
            return "Reply[" + providerId + ", " + keyword + ", ****]";
        }
    }
}
