package io.rekindle.channels.email.letter;

import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import java.net.URI;

/**
 * Where a reader, or a mailbox provider for them, stops letters. It takes a POST without cookies as "no more" (RFC 8058).
 *
 * @param address https, as in {@code https://shop.example/u/}; the sealed touchpoint follows
 */
public record UnsubscribePage(URI address, Seal seal) {

    public UnsubscribePage {
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("one-click unsubscribing needs an https address: " + address);
        }
    }

    String link(String touchpoint) {
        return address + seal.close(Purpose.UNSUBSCRIBE, touchpoint);
    }
}
