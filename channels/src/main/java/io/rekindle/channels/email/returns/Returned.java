package io.rekindle.channels.email.returns;

import io.rekindle.channels.email.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that came back about one letter.
 *
 * @param id the same each time the same mail is read, so that what is done about it can be done once
 * @param touchpoint whose letter it was, or null where the mail does not say
 * @param proven whether the touchpoint stood in it under our seal. Otherwise anybody could have written it who has seen the
 *     letter: believe it only where it fits what is known
 * @param address the recipient as the reporter names it, or null; after forwarding it may be another than we wrote to
 * @param status the enhanced status code, or null
 * @param diagnostic one line of the reporter's words, without addresses
 */
public record Returned(
        String id,
        Kind kind,
        @Nullable String touchpoint,
        boolean proven,
        @Nullable String address,
        @Nullable StatusCode status,
        String diagnostic) {

    /** What it says about the letter and its recipient. */
    public enum Kind {
        /** Not delivered, and the address can never be written to. */
        PERMANENT,
        /** Not delivered; the address may be good: a full mailbox, a policy, a server that was away too long. */
        TRANSIENT,
        /** Not delivered so far; its server still tries. */
        DELAYED,
        /** Delivered, or passed on to where no reports come from. */
        DELIVERED,
        /** Its reader, or the provider for them, calls it spam. */
        COMPLAINT,
        /** Its reader wants no more. */
        UNSUBSCRIBED
    }
}
