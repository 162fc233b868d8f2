package io.rekindle.engine.delivery;

import io.rekindle.engine.event.EventNames;
import java.util.Map;

/**
 * What became of a message after its provider took it, or what its reader did: an event of the customer.
 *
 * <p>Receipts may come in any order, and the same one any number of times: it is told from others by touchpoint, kind and key.
 *
 * @param touchpoint the touchpoint's id
 * @param at when it happened, epoch milliseconds
 * @param key tells receipts of one kind apart, such as the links that were clicked; empty where one of them is all that counts.
 *     At most 120 characters
 * @param properties what else there is to know; no addresses, and nothing that a person wrote
 */
public record Receipt(String touchpoint, Kind kind, long at, String key, Map<String, Object> properties) {

    private static final int LONGEST_KEY = 120;

    /** What a receipt tells. */
    public enum Kind {
        DELIVERED("Message Delivered", EventNames.MESSAGE_DELIVERED),
        /** It came back. Property {@code kind} is {@code permanent} where its address is to be written to no more. */
        BOUNCED("Message Bounced", EventNames.MESSAGE_BOUNCED),
        /** Its reader called it spam. */
        COMPLAINED("Message Complained", EventNames.MESSAGE_COMPLAINED),
        OPENED("Message Opened", EventNames.MESSAGE_OPENED),
        CLICKED("Message Clicked", EventNames.MESSAGE_CLICKED),
        REPLIED("Message Replied", EventNames.MESSAGE_REPLIED),
        /** Its reader wants no more of the channel it came by. */
        UNSUBSCRIBED("Unsubscribed", EventNames.UNSUBSCRIBED);

        private final String event;
        private final String key;

        Kind(String event, String key) {
            this.event = event;
            this.key = key;
        }

        /** The event's name. */
        public String event() {
            return event;
        }

        /** The event's name as rule files have it. */
        public String key() {
            return key;
        }
    }

    public Receipt {
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("the key of a receipt has at most " + LONGEST_KEY + " characters");
        }
        properties = Map.copyOf(properties);
    }

    /** A receipt of which one is all that counts. */
    public Receipt(String touchpoint, Kind kind, long at) {
        this(touchpoint, kind, at, "", Map.of());
    }

    /** A message that came back, for good or for now. */
    public static Receipt bounced(String touchpoint, boolean permanent, long at) {
        String how = permanent ? "permanent" : "transient";
        return new Receipt(touchpoint, Kind.BOUNCED, at, how, Map.of("kind", how));
    }

    /** The id of the event it becomes. */
    public String messageId() {
        return "receipt/" + touchpoint + "/" + kind.key() + (key.isEmpty() ? "" : "/" + key);
    }
}
