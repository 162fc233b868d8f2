package io.rekindle.channels.email.letter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.exceptions.PermFailException;

/**
 * The key under which a domain of ours signs (RFC 6376), rsa-sha256, relaxed/relaxed.
 *
 * <p>Signed is every field that a reader or a mailbox provider acts on, List-Unsubscribe and List-Unsubscribe-Post among them as
 * RFC 8058 §4 wants. Those that could be added to a letter that is replayed are signed once more than they are there.
 *
 * @param domain whose DNS has the public key, at {@code <selector>._domainkey.<domain>}
 */
public record DkimKey(String domain, String selector, PrivateKey key) {

    private static final int LEAST_BITS = 1024;

    /** With spaces where the line may be folded. */
    private static final String SIGNED = "from:from:to:to:cc:subject:subject:date:date: message-id:message-id:reply-to:"
            + "mime-version:mime-version: content-type:content-type:"
            + "content-transfer-encoding:content-transfer-encoding: list-unsubscribe:list-unsubscribe:"
            + "list-unsubscribe-post:list-unsubscribe-post: feedback-id:auto-submitted";

    public DkimKey {
        if (!MailAddress.isUsable("id@" + domain) || !MailAddress.isUsable("id@" + selector)) {
            throw new IllegalArgumentException("not a domain and selector to sign for: " + selector + ", " + domain);
        }
        if (!(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("a DKIM key is an RSA key of at least " + LEAST_BITS + " bits");
        }
    }

    /**
     * Reads a key as {@code openssl genpkey -algorithm rsa} writes it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DkimKey fromPem(String domain, String selector, String pem) {
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new IllegalArgumentException(
                    "a DKIM key file begins with -----BEGIN PRIVATE KEY----- (openssl pkcs8 -topk8 -nocrypt makes it so)");
        }
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s+", "");
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            return new DkimKey(domain, selector, KeyFactory.getInstance("RSA").generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the DKIM key cannot be read", e);
        }
    }

    /** The DKIM-Signature field for a letter. */
    String signature(Fields fields, byte[] body, Instant at) {
        String template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=" + selector + "; t="
                + at.getEpochSecond() + "; h=" + SIGNED + "; bh=; b=;";
        var signer = new DKIMSigner(template, key);
        try {
            BodyHasher hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
            try (OutputStream out = hasher.getOutputStream()) {
                out.write(body);
            }
            return folded(signer.sign(fields, hasher));
        } catch (PermFailException e) {
            throw new IllegalStateException("cannot sign for " + domain, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * On lines of bearable length. Where it is folded there is a space already, and what b= holds counts for nothing in what is
     * signed, so the signature stays what it was (RFC 6376 §3.4.2, §3.5).
     */
    private static String folded(String line) {
        int name = line.indexOf(':') + 1;
        int b = line.indexOf(" b=") + 3;
        int end = line.indexOf(';', b);
        String signature = line.substring(b, end).replaceAll("(.{72})(?=.)", "$1\r\n ");
        String tags = line.substring(name, b) + signature + line.substring(end);
        return line.substring(0, name)
                + tags.replace("; ", ";\r\n ").replace(": ", ":\r\n ").stripTrailing();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "DkimKey[" + selector + "._domainkey." + domain + "]";
    }
}
