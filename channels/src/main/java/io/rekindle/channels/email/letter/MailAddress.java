package io.rekindle.channels.email.letter;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.regex.Pattern;

/** Addresses as SMTP carries them: ASCII, one line, nothing that could end the command they stand in. */
public final class MailAddress {

    private static final Pattern SAFE = Pattern.compile("[!-~&&[^<>()\\[\\],;:\\\\\"]]{1,254}");

    private MailAddress() {}

    /**
     * The address for an envelope, its domain in ASCII (RFC 5891).
     *
     * @throws AddressException if it is none that we can write to: malformed, or with a local part outside ASCII, which
     *     would need SMTPUTF8 (RFC 6531) at every server on the way
     */
    public static InternetAddress parse(String address) throws AddressException {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            throw new AddressException("no @ after a local part");
        }
        String ascii = address.substring(0, at) + '@' + asciiDomain(address.substring(at + 1));
        if (!SAFE.matcher(ascii).matches()) {
            throw new AddressException("characters that an address cannot have");
        }
        return new InternetAddress(ascii, true);
    }

    public static boolean isUsable(String address) {
        try {
            parse(address);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    private static String asciiDomain(String domain) throws AddressException {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new AddressException("not a domain");
        }
    }
}
