package io.rekindle.channels.sms.gateway;

import io.rekindle.channels.http.OneRequest;
import io.rekindle.channels.sms.PhoneNumbers;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Message;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Text messages through a provider that its settings describe: one POST a message.
 *
 * <p><b>Guarantee.</b> One request per call, no redirect followed. What the provider's codes mean, the settings say
 * ({@link Outcome}); besides, 429 is <i>later</i>, as is a 503 without
 * a code that has a Retry-After; any other 5xx without a known code and any other response that decides nothing is
 * <i>in doubt</i>, as is a request that got no response. <b>Not guaranteed</b>: delivery to the phone.
 *
 * <p>Providers that take only GET are left out: every HTTP client, proxy and server on the way may repeat a GET by itself.
 */
public final class GatewayChannel implements Channel {

    private final GatewaySettings settings;
    private final HttpClient http;
    private final Clock clock;

    public GatewayChannel(GatewaySettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A channel.
     *
     * @param clock tells the time to providers that ask for it, and how long a wish to wait is
     */
    public GatewayChannel(GatewaySettings settings, Clock clock) {
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
        if (!PhoneNumbers.isE164(message.to().address())) {
            return new Answer.Rejected("not a phone number in E.164", true);
        }
        GatewayRequest request = GatewayRequest.of(settings, message, clock.instant());
        return OneRequest.post(
                http,
                request.head().timeout(settings.requestTimeout()),
                request.body().getBytes(StandardCharsets.UTF_8),
                "the SMS provider",
                response -> settings.outcome().read(response, message.touchpoint(), clock.instant()));
    }
}
