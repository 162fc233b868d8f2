package io.rekindle.receipt;

import io.rekindle.channels.sms.Keyword;
import io.rekindle.channels.sms.PhoneNumbers;
import io.rekindle.channels.sms.SmsReport;
import io.rekindle.channels.sms.SmsReport.Fate;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.engine.delivery.Receipt.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What providers of text messages report, as receipts. A keyword is what it asks for and no reply; of other replies it is kept
 * that there was one, never what it said.
 */
public final class SmsReceipts {

    private static final Logger LOG = LoggerFactory.getLogger(SmsReceipts.class);
    private static final int LONGEST_ID = 100;

    private final Receipts receipts;

    public SmsReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * Takes a report in; the same one again changes nothing.
     *
     * @param provider whose ids these are: {@code twilio}, or {@code sms} for the one by configuration
     */
    public void take(String provider, SmsReport report) {
        String id = provider + "/" + report.providerId();
        if (id.length() > LONGEST_ID) {
            LOG.warn("a report of {} has an id that is too long, and is left out", provider);
        } else if (report instanceof SmsReport.Status status) {
            String touchpoint = status.touchpoint() != null
                    ? status.touchpoint()
                    : receipts.store()
                            .touchpoint(ChannelName.SMS, status.providerId())
                            .orElse("");
            status(touchpoint, status);
        } else if (report instanceof SmsReport.Reply reply) {
            reply(reply, id);
        }
    }

    private void status(String touchpoint, SmsReport.Status status) {
        if (status.fate() == Fate.UNKNOWN || !receipts.store().shown(touchpoint, status.providerId(), receipts.now())) {
            return;
        }
        if (status.fate() == Fate.DELIVERED) {
            receipts.take(new Receipt(touchpoint, Kind.DELIVERED, receipts.now()));
        } else if (status.fate() != Fate.ON_ITS_WAY) {
            receipts.take(bounced(touchpoint, status));
            if (status.unsubscribed()) {
                receipts.take(new Receipt(touchpoint, Kind.UNSUBSCRIBED, receipts.now()));
            }
        }
    }

    private Receipt bounced(String touchpoint, SmsReport.Status status) {
        Receipt bounced = Receipt.bounced(touchpoint, status.addressIsBad(), receipts.now());
        if (status.error() == 0) {
            return bounced;
        }
        Map<String, Object> properties = new TreeMap<>(bounced.properties());
        properties.put("code", status.error());
        return new Receipt(touchpoint, Kind.BOUNCED, bounced.at(), bounced.key(), properties);
    }

    private void reply(SmsReport.Reply reply, String id) {
        if (!PhoneNumbers.isE164(reply.from())) {
            LOG.info("reply {} is from no phone number", id);
            return;
        }
        ContactPoint from = new ContactPoint(ChannelName.SMS, reply.from());
        if (reply.keyword() == Keyword.STOP) {
            LOG.info("reply {} stops text messages to {} customers", id, receipts.stop(from, id));
        } else if (reply.keyword() == Keyword.START) {
            LOG.info("reply {} takes back the stop of {} customers", id, receipts.start(from, id));
        } else if (reply.keyword() == null) {
            receipts.store()
                    .lastTo(from)
                    .ifPresent(touchpoint ->
                            receipts.take(new Receipt(touchpoint, Kind.REPLIED, receipts.now(), id, Map.of())));
        }
    }
}
