package io.rekindle.channels.sms;

import java.util.Set;

/** What Twilio's error codes say of a number, in answers and in status callbacks alike. */
final class TwilioCodes {

    /** Not a valid number, not a mobile number, an unknown handset, a landline. */
    private static final Set<Integer> BAD_NUMBER = Set.of(21211, 21217, 21614, 30005, 30006);

    /** The recipient has replied STOP to this sender. */
    private static final int UNSUBSCRIBED = 21610;

    /** Too many: requests at once, messages queued, for the sender's rate, or for the carrier today. */
    private static final Set<Integer> TOO_MANY = Set.of(20429, 21611, 14107, 30001, 30022, 30023);

    private TwilioCodes() {}

    static boolean isBadNumber(int code) {
        return BAD_NUMBER.contains(code);
    }

    static boolean isUnsubscribed(int code) {
        return code == UNSUBSCRIBED;
    }

    static boolean isTooMany(int code) {
        return TOO_MANY.contains(code);
    }
}
