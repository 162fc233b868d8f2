package io.rekindle.settings;

import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.channels.sms.gateway.GatewayChannel;
import io.rekindle.engine.delivery.provider.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Who carries messages in live mode; a channel without settings carries none, and its messages wait. */
@ConfigurationProperties("rekindle.channels")
public record ChannelsSettings(
        @Nullable Email email,
        @Nullable Sms sms,
        @Nullable Push push,
        @Nullable Robot robot) {

    /**
     * {@code rekindle.channels.sms}: one provider or both.
     *
     * @param order who is tried first; only of those that are set
     */
    public record Sms(
            @Nullable Twilio twilio,
            @Nullable SmsGateway gateway,
            @DefaultValue({"twilio", "gateway"}) List<String> order) {

        private static final Set<String> NAMES = Set.of("twilio", "gateway");

        public Sms {
            if (!Set.copyOf(order).equals(NAMES) || order.size() != NAMES.size()) {
                throw new IllegalArgumentException(
                        "rekindle.channels.sms.order names twilio and gateway, each once: " + order);
            }
        }

        /** Those that are set, in their order. */
        List<Provider> providers(Clock clock) {
            List<Provider> providers = new ArrayList<>();
            for (String name : order) {
                if (name.equals("twilio") && twilio != null && twilio.isSet()) {
                    providers.add(Carries.provider(name, new TwilioChannel(twilio.twilio(), clock), twilio.carries()));
                } else if (name.equals("gateway") && gateway != null && gateway.isSet()) {
                    providers.add(
                            Carries.provider(name, new GatewayChannel(gateway.gateway(), clock), gateway.carries()));
                }
            }
            return providers;
        }

        /** One provider after the other may be tried. */
        Duration longest() {
            Duration first = twilio != null && twilio.isSet() ? twilio.longest() : Duration.ZERO;
            return gateway != null && gateway.isSet() ? first.plus(gateway.longest()) : first;
        }
    }
}
