package io.rekindle.channels.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.SilentServer;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioChannelTest {

    private static final String PATH = "/2010-04-01/Accounts/AC123/Messages.json";

    /** Longer than any response takes, and long enough for none. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(3);

    @RegisterExtension
    static final WireMockExtension TWILIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private static TwilioChannel channel(int port, @Nullable String from, @Nullable String service) {
        return channel(port, from, service, LIMIT);
    }

    private static TwilioChannel channel(
            int port, @Nullable String from, @Nullable String service, Duration requestTimeout) {
        return new TwilioChannel(new TwilioSettings(
                "AC123",
                "SK456",
                "secret",
                from,
                service,
                URI.create("http://127.0.0.1:" + port),
                URI.create("https://shop.example/providers/twilio/callbacks?v=1"),
                LIMIT,
                requestTimeout));
    }

    private static Answer deliver(TwilioChannel channel, String number) {
        var content = new Content("", "【悦买】您好", null);
        return channel.deliver(new Message("0195-t1", new ContactPoint(ChannelName.SMS, number), content, "zh"));
    }

    private static Answer deliver() {
        return deliver(channel(TWILIO.getPort(), "+15550001111", null), "+8613800138000");
    }

    private static void answers(ResponseDefinitionBuilder response) {
        TWILIO.stubFor(post(urlEqualTo(PATH)).willReturn(response));
    }

    private static void refuses(int status, int code) {
        answers(aResponse()
                .withStatus(status)
                .withBody("{\"code\": %d, \"message\": \"The number +8613800138000 is not right\", \"status\": %d}"
                        .formatted(code, status)));
    }

    @Test
    void a_message_taken_is_accepted_under_its_sid_and_carries_the_touchpoint() {
        answers(aResponse().withStatus(201).withBody("{\"sid\": \"SM789\", \"status\": \"queued\"}"));

        assertThat(deliver()).isEqualTo(new Answer.Accepted("SM789"));
        TWILIO.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withBasicAuth(new BasicCredentials("SK456", "secret"))
                        .withFormParam("To", equalTo("+8613800138000"))
                        .withFormParam("From", equalTo("+15550001111"))
                        .withFormParam("Body", equalTo("【悦买】您好"))
                        .withFormParam(
                                "StatusCallback",
                                equalTo("https://shop.example/providers/twilio/callbacks?v=1&touchpoint=0195-t1")));
    }

    @Test
    void a_messaging_service_takes_the_place_of_the_number() {
        answers(aResponse().withStatus(201).withBody("{\"sid\": \"SM789\"}"));

        assertThat(deliver(channel(TWILIO.getPort(), null, "MG42"), "+8613800138000"))
                .isInstanceOf(Answer.Accepted.class);
        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)).withFormParam("MessagingServiceSid", equalTo("MG42")));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 302, 200})
    void an_answer_that_decides_nothing_is_in_doubt_after_one_request(int status) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Location", "/elsewhere")
                .withBody("<html>oops</html>"));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @CsvSource({
        "400,21211,true,false,MESSAGE",
        "400,21614,true,false,MESSAGE",
        "400,21610,false,true,MESSAGE",
        "400,21408,false,false,NOT_CARRIED",
        "400,30007,false,false,MESSAGE",
        "403,20005,false,false,PROVIDER"
    })
    void a_refusal_is_for_good_and_only_a_wrong_number_is_bad(
            int status, int code, boolean addressIsBad, boolean unsubscribed, Answer.Cause cause) {
        refuses(status, code);

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.addressIsBad()).isEqualTo(addressIsBad);
            assertThat(rejected.unsubscribed()).isEqualTo(unsubscribed);
            assertThat(rejected.cause()).isEqualTo(cause);
            assertThat(rejected.why()).contains(String.valueOf(code)).doesNotContain("13800138000");
        });
        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @CsvSource({"429,20429", "400,21611", "401,20003"})
    void too_many_or_a_wrong_key_is_tried_later_after_one_request(int status, int code) {
        refuses(status, code);

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void a_503_that_says_when_to_come_back_was_not_taken() {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "7"));

        assertThat(deliver()).isEqualTo(new Answer.Later("Twilio answered 503", Duration.ofSeconds(7)));
    }

    @Test
    void twilio_forgets_a_message_that_nobody_wants_any_more() {
        answers(aResponse().withStatus(201).withBody("{\"sid\": \"SM789\"}"));
        var to = new ContactPoint(ChannelName.SMS, "+8613800138000");
        var text = new Content("", "【悦买】您好", null);
        var channel = channel(TWILIO.getPort(), "+15550001111", null);
        long now = System.currentTimeMillis();

        channel.deliver(new Message(
                "0195-t1", to, text, "zh", "", now + Duration.ofHours(2).toMillis()));
        channel.deliver(new Message(
                "0195-t2", to, text, "zh", "", now + Duration.ofHours(24).toMillis()));

        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)).withFormParam("ValidityPeriod", matching("7[12]\\d\\d")));
        TWILIO.verify(2, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void waits_as_long_as_twilio_asks() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "17").withBody("{\"code\": 20429}"));

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.after())
                .isEqualTo(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_line_that_breaks_after_the_request_leaves_it_in_doubt(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        TWILIO.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_server_that_read_it_and_then_hung_up_or_fell_silent_leaves_it_in_doubt(boolean hangsUp) throws IOException {
        try (var server = new SilentServer(hangsUp)) {
            assertThat(deliver(channel(server.port(), "+15550001111", null, hangsUp ? LIMIT : SHORT), "+8613800138000"))
                    .isInstanceOf(Answer.InDoubt.class);
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void a_server_that_is_not_there_is_tried_later() {
        try (var gone = new ClosedPort()) {
            assertThat(deliver(channel(gone.port(), "+15550001111", null), "+8613800138000"))
                    .isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void a_server_that_does_not_speak_tls_gets_no_request() throws IOException {
        try (var server = new SilentServer(true)) {
            var channel = new TwilioChannel(new TwilioSettings(
                    "AC123",
                    "SK456",
                    "secret",
                    "+15550001111",
                    null,
                    URI.create("https://127.0.0.1:" + server.port()),
                    null,
                    LIMIT,
                    SHORT));

            assertThat(deliver(channel, "+8613800138000")).isInstanceOf(Answer.Later.class);
            assertThat(server.requests).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "+86 138 0013 8000",
                "+0123456789",
                "whatsapp:+8613800138000",
                "+123456789012345678"
            })
    void what_is_no_number_is_bad_and_reaches_nobody(String number) {
        assertThat(deliver(channel(TWILIO.getPort(), "+15550001111", null), number))
                .isEqualTo(new Answer.Rejected("not a phone number in E.164", true));
        TWILIO.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void settings_name_exactly_one_sender_and_print_no_secret() {
        assertThatThrownBy(() -> channel(1, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channel(1, "+15550001111", "MG42")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new TwilioSettings(
                                "AC1",
                                "SK1",
                                "hidden",
                                "+1555",
                                null,
                                URI.create("https://api.twilio.com"),
                                null,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1))
                        .toString())
                .doesNotContain("hidden");
    }
}
