package io.rekindle.channels.email;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463): class, subject, detail, as in 5.1.1.
 *
 * @param kind 2 delivered, 4 not now, 5 not at all
 */
public record StatusCode(int kind, int subject, int detail) {

    private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    /** At the start of a reply, after its three digits; or a whole value. */
    private static final Pattern IN_REPLY = Pattern.compile("^(?:[245]\\d\\d[ -])?\\s*" + FORM.pattern() + "\\b");

    /**
     * No such mailbox, no such domain, malformed, moved away, null MX (RFC 7505) or Exchange's "recipient not found",
     * mailbox disabled, Exchange's "domain does not exist".
     */
    private static final Set<String> BAD_ADDRESS =
            Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.310");

    /** Codes that servers give for anything: then their words decide. */
    private static final Set<String> VAGUE =
            Set.of("5.0.0", "5.1.0", "5.2.0", "5.4.0", "5.4.1", "5.4.4", "5.5.0", "5.7.1");

    /** What servers say, led by RFC 5321's own example; the last ones are those of large providers. */
    private static final Pattern SAYS_UNKNOWN = Pattern.compile(
            "no such (user|recipient|mailbox|address|domain)"
                    + "|\\b(user|recipient|mailbox|account|address|domain)\\W{1,3}(is )?(unknown|not found|not exist|invalid"
                    + "|does not exist|doesn't exist|doesn't have|disabled|unavailable or access denied)"
                    + "|unknown (user|recipient|mailbox|address|local.part)|(invalid|non.?existent) (user|recipient|mailbox|address)"
                    + "|unrouteable address|not a valid (user|recipient|mailbox)|no mailbox here by that name"
                    + "|account (that you tried to reach|is disabled|has been (disabled|deactivated))"
                    + "|host or domain name not found|name service error.{0,80}host not found"
                    + "|recipient address rejected: access denied",
            Pattern.CASE_INSENSITIVE);

    /** The code with which a reply, or the value of a Status field, begins. */
    public static Optional<StatusCode> in(String text) {
        Matcher code = IN_REPLY.matcher(text.strip());
        return code.find() ? Optional.of(of(code)) : Optional.empty();
    }

    private static StatusCode of(Matcher code) {
        return new StatusCode(
                Integer.parseInt(code.group(1)), Integer.parseInt(code.group(2)), Integer.parseInt(code.group(3)));
    }

    /** Whether the address itself can never be written to. */
    public boolean meansBadAddress() {
        return BAD_ADDRESS.contains(toString());
    }

    /** Whether a permanent refusal means the address: by its code, or by its words where there is none or a vague one. */
    public static boolean saysAddressIsBad(Optional<StatusCode> code, String words) {
        if (code.isPresent() && !VAGUE.contains(code.get().toString())) {
            return code.get().meansBadAddress();
        }
        return SAYS_UNKNOWN.matcher(words).find();
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
