package io.rekindle.receipt;

import io.rekindle.channels.email.returns.Returned;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.Receipt.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes back about letters, as receipts. What our seal does not prove counts only for the address the letter went to. */
public final class LetterReceipts {

    private static final Logger LOG = LoggerFactory.getLogger(LetterReceipts.class);

    private final Receipts receipts;

    public LetterReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Takes in one thing that came back; the same one again changes nothing. */
    public void take(Returned returned) {
        String touchpoint = returned.touchpoint();
        if (touchpoint == null) {
            return;
        }
        if (!returned.proven() && !fits(touchpoint, returned.address())) {
            LOG.info("mail {} speaks of touchpoint {} without proof, and is not believed", returned.id(), touchpoint);
            return;
        }
        switch (returned.kind()) {
            case PERMANENT -> receipts.take(bounced(touchpoint, true, returned));
            case TRANSIENT -> receipts.take(bounced(touchpoint, false, returned));
            case DELIVERED -> receipts.take(new Receipt(touchpoint, Kind.DELIVERED, receipts.now()));
            case COMPLAINT -> receipts.take(new Receipt(touchpoint, Kind.COMPLAINED, receipts.now()));
            case UNSUBSCRIBED -> receipts.take(new Receipt(touchpoint, Kind.UNSUBSCRIBED, receipts.now()));
            case DELAYED -> LOG.debug("the letter of touchpoint {} is delayed", touchpoint);
        }
    }

    private boolean fits(String touchpoint, @Nullable String address) {
        return address != null && receipts.store().wentTo(touchpoint, address);
    }

    private Receipt bounced(String touchpoint, boolean permanent, Returned returned) {
        Receipt bounced = Receipt.bounced(touchpoint, permanent, receipts.now());
        if (returned.status() == null) {
            return bounced;
        }
        Map<String, Object> properties = new TreeMap<>(bounced.properties());
        properties.put("code", returned.status().toString());
        return new Receipt(touchpoint, Kind.BOUNCED, bounced.at(), bounced.key(), properties);
    }
}
