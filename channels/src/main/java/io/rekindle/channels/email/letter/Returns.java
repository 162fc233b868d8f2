package io.rekindle.channels.email.letter;

import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of ours to which something about one letter comes back: {@code bounce+<sealed id>@domain} as its envelope sender
 * (VERP), {@code stop+<sealed id>@domain} for who stops by mail.
 *
 * @param domain whose mail for both, with anything after the plus, lands in the mailbox that we read
 */
public record Returns(String domain, Seal seal) {

    /** Short: with a sealed UUID after it, the left side of an address may have 64 characters (RFC 5321 §4.5.3.1.1). */
    private static final String BOUNCE = "bounce";

    private static final String STOP = "stop";

    private static final Pattern LOCAL_PART = Pattern.compile("(bounce|stop)\\+([^@]{1,64})@(.{1,255})");

    /** What an address of ours says: which letter, and that it came back or that its reader wants no more. */
    public record Mark(Purpose purpose, String touchpoint) {}

    public Returns {
        if (!MailAddress.isUsable("bounce@" + domain)) {
            throw new IllegalArgumentException("not a domain for returned mail: " + domain);
        }
    }

    /** The envelope sender of a touchpoint's letter. */
    public String bounceAddress(String touchpoint) {
        return address(Purpose.BOUNCE, touchpoint);
    }

    /** Where a touchpoint's reader writes to get no more. */
    public String unsubscribeAddress(String touchpoint) {
        return address(Purpose.UNSUBSCRIBE, touchpoint);
    }

    /** What the address says, or empty where it is none of these or was forged. */
    public Optional<Mark> read(String address) {
        Matcher parts = LOCAL_PART.matcher(address.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches() || !parts.group(3).equals(domain.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Purpose purpose = parts.group(1).equals(BOUNCE) ? Purpose.BOUNCE : Purpose.UNSUBSCRIBE;
        return seal.open(purpose, parts.group(2)).map(touchpoint -> new Mark(purpose, touchpoint));
    }

    /** Whether the address pretends to be one of these: nobody but a forger writes to it. */
    public boolean isForged(String address) {
        Matcher parts = LOCAL_PART.matcher(address.strip().toLowerCase(Locale.ROOT));
        return parts.matches()
                && parts.group(3).equals(domain.toLowerCase(Locale.ROOT))
                && read(address).isEmpty();
    }

    private String address(Purpose purpose, String touchpoint) {
        return (purpose == Purpose.BOUNCE ? BOUNCE : STOP) + "+" + seal.close(purpose, touchpoint) + "@" + domain;
    }
}
