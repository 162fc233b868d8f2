package io.rekindle.channels.sms;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.rekindle.channels.http.OneRequest;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text messages through Twilio's Messages resource ({@code POST /2010-04-01/Accounts/{sid}/Messages.json}).
 *
 * <p><b>Guarantee.</b> One request per call. Twilio knows no idempotency key for messages, so nothing is ever repeated here:
 * neither the retries of Twilio's library (three requests on a 5xx) nor those of the HTTP client beneath it (a second one
 * on 429 and 503) are in use. The answer is
 *
 * <ul>
 *   <li><i>accepted</i> after a 2xx that names the message's SID;
 *   <li><i>rejected</i> after a 4xx, with a bad address for codes such as 21211 (no valid number) and 21614 (not a mobile
 *       number), and as unsubscribed for 21610 (the recipient has replied STOP); about the provider for codes such as 20005
 *       (our account), so that another provider may carry it;
 *   <li><i>later</i> after 429 and codes such as 20429 and 21611 (too many), after 503 with a Retry-After, after 401 (our key), or without
 *       a connection;
 *   <li><i>in doubt</i> after any other 5xx, a time-out, a lost connection or any other response: Twilio may have taken it. The
 *       status callback carries the touchpoint's id, so that the first report settles it.
 * </ul>
 *
 * <p>Twilio is told to forget the message when nobody wants it any more, where that is within its ten hours. <b>Not
 * guaranteed</b>: delivery to the phone, which callbacks report ({@link TwilioCallbacks}).
 */
public final class TwilioChannel implements Channel {

    /** The longest that Twilio keeps a message in its queue. */
    private static final long LONGEST_QUEUED_SECONDS = 36_000;

    /** Shorter ones are not recommended by Twilio. */
    private static final long SHORTEST_QUEUED_SECONDS = 5;

    private final TwilioSettings settings;
    private final HttpClient http;
    private final Clock clock;

    public TwilioChannel(TwilioSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock tells what is too old, and how long a wish to wait is
     */
    public TwilioChannel(TwilioSettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.http = OneRequest.client(HttpClient.Version.HTTP_1_1, settings.connectTimeout());
    }

    @Override
    public ChannelName name() {
        return ChannelName.SMS;
    }

    @Override
    public Answer deliver(Message message) {
        String number = message.to().address();
        if (!PhoneNumbers.isE164(number)) {
            return new Answer.Rejected("not a phone number in E.164", true);
        }
        var attempt = new TwilioAttempt(http, settings, clock);
        var client = new TwilioRestClient.Builder(settings.apiKey(), settings.secret())
                .accountSid(settings.accountSid())
                .httpClient(attempt)
                .build();
        return attempt.of(creator(message, new PhoneNumber(number)), client);
    }

    /**
     * What became of an attempt that is in doubt: <i>accepted</i> where Twilio lists the message, <i>later</i> where it has none
     * to this number of that time, so that it may be sent again; else still <i>in doubt</i>, as it is within minutes of the
     * attempt.
     *
     * @param attempted when the attempt began
     */
    public Answer lookup(Message message, Instant attempted) {
        return new TwilioLookup(http, settings).of(message, attempted, clock.instant());
    }

    @Override
    public Optional<Lookup> lookup() {
        return Optional.of(this::lookup);
    }

    private MessageCreator creator(Message message, PhoneNumber to) {
        String text = message.content().text();
        String from = settings.from();
        var creator = from == null
                ? com.twilio.rest.api.v2010.account.Message.creator(to, settings.messagingServiceSid(), text)
                : com.twilio.rest.api.v2010.account.Message.creator(to, new PhoneNumber(from), text);
        long seconds = (message.tooOldAt() - clock.millis()) / 1000;
        if (seconds < LONGEST_QUEUED_SECONDS) {
            creator.setValidityPeriod((int) Math.max(SHORTEST_QUEUED_SECONDS, seconds));
        }
        URI callback = statusCallback(settings.statusCallback(), message.touchpoint());
        return callback == null ? creator : creator.setStatusCallback(callback);
    }

    static @Nullable URI statusCallback(@Nullable URI base, String touchpoint) {
        if (base == null) {
            return null;
        }
        String query = "touchpoint=" + touchpoint;
        return URI.create(base + (base.getRawQuery() == null ? "?" : "&") + query);
    }
}
