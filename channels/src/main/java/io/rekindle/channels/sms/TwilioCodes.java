package io.rekindle.channels.sms;

import io.rekindle.engine.delivery.Answer;
import java.util.Set;

/** What Twilio's error codes say of a number, in answers and in status callbacks alike. */
final class TwilioCodes {

    /** Not a valid number, not a mobile number, an unknown handset, a landline. */
    private static final Set<Integer> BAD_NUMBER = Set.of(21211, 21217, 21614, 30005, 30006);

    /** The recipient has replied STOP to this sender. */
    private static final int UNSUBSCRIBED = 21610;

    /** Too many: requests at once, messages queued, for the sender's rate, or for the carrier today. */
    private static final Set<Integer> TOO_MANY = Set.of(20429, 21611, 14107, 30001, 30022, 30023);

    /** Our account or our sender: not active, no access, suspended, none, or not ours. Every message would fare the same. */
    private static final Set<Integer> REFUSES_US =
            Set.of(20005, 20006, 21603, 21606, 21659, 21660, 21703, 21704, 30002);

    /** Not from this account or sender to there: a region that is not enabled, a route that does not exist. */
    private static final Set<Integer> NOT_CARRIED = Set.of(21408, 21612);

    private TwilioCodes() {}

    static boolean isBadNumber(int code) {
        return BAD_NUMBER.contains(code);
    }

    static boolean isUnsubscribed(int code) {
        return code == UNSUBSCRIBED;
    }

    /** Whom a refusal is about. */
    static Answer.Cause cause(int code) {
        if (REFUSES_US.contains(code)) {
            return Answer.Cause.PROVIDER;
        }
        return NOT_CARRIED.contains(code) ? Answer.Cause.NOT_CARRIED : Answer.Cause.MESSAGE;
    }

    static boolean isTooMany(int code) {
        return TOO_MANY.contains(code);
    }
}
