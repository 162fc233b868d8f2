package io.rekindle.channels.email.letter;

import io.rekindle.channels.email.letter.Seal.Purpose;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of ours to which something about one letter comes back: {@code bounce+<sealed id>@domain} as its envelope sender
 * (VERP), {@code unsubscribe+<sealed id>@domain} for who stops by mail.
 *
 * @param domain whose mail for both, with anything after the plus, lands in the mailbox that we read
 */
public record Returns(String domain, Seal seal) {

    private static final Pattern LOCAL_PART =
            Pattern.compile("(bounce|unsubscribe)\\+([a-z0-9-]{1,36}\\.[0-9a-f]{16})@(.+)");

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
        Purpose purpose = Purpose.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
        return seal.open(purpose, parts.group(2)).map(touchpoint -> new Mark(purpose, touchpoint));
    }

    private String address(Purpose purpose, String touchpoint) {
        return purpose.name().toLowerCase(Locale.ROOT) + "+" + seal.close(purpose, touchpoint) + "@" + domain;
    }
}
