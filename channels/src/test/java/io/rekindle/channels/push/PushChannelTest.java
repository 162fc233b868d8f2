package io.rekindle.channels.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which service a push goes to. */
class PushChannelTest {

    private static Channel answering(String name) {
        return new Channel() {
            @Override
            public ChannelName name() {
                return ChannelName.PUSH;
            }

            @Override
            public Answer deliver(Message message) {
                return new Answer.Accepted(name);
            }
        };
    }

    private static Answer deliver(PushChannel channel, String address) {
        var to = new ContactPoint(ChannelName.PUSH, address);
        return channel.deliver(new Message("t1", to, new Content("title", "text", null), "en"));
    }

    @ParameterizedTest
    @CsvSource({"apns:a1b2,Apple", "fcm:cQ1x,Google", "'{\"endpoint\": \"https://push.example\"}',web", "apnsx,web"})
    void the_address_says_which_service_it_is_for(String address, String service) {
        var channel = new PushChannel(answering("web"), answering("Apple"), answering("Google"));

        assertThat(deliver(channel, address)).isEqualTo(new Answer.Accepted(service));
    }

    @ParameterizedTest
    @CsvSource({"apns:a1b2,APNs", "fcm:cQ1x,FCM", "{},Web Push"})
    void what_is_for_a_service_without_settings_waits(String address, String service) {
        assertThat(deliver(new PushChannel((Channel) null, null, null), address))
                .isEqualTo(new Answer.Later("no settings for " + service, null, Answer.Cause.NOT_CARRIED));
    }
}
