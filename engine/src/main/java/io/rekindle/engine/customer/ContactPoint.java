package io.rekindle.engine.customer;

/**
 * Where one channel reaches a customer: an e-mail address, an E.164 phone number, or a push subscription as its JSON.
 *
 * <p>Personal data: it never appears in logs, metrics or traces, hence the masked {@link #toString()}.
 */
public record ContactPoint(ChannelName channel, String address) {

    public ContactPoint {
        if (address.isBlank()) {
            throw new IllegalArgumentException("a contact point needs an address");
        }
    }

    @Override
    public String toString() {
        return "ContactPoint[" + channel + ", ****]";
    }
}
