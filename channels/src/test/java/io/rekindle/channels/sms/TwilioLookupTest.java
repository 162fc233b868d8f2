package io.rekindle.channels.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twilio's list of messages to a number, asked for an attempt of an hour ago. */
class TwilioLookupTest {

    private final Instant attempt = Instant.now().minusSeconds(3600);
    private static final String TEXT = "【悦买】您好。拒收请回复R";

    @RegisterExtension
    static final WireMockExtension TWILIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private static Answer lookup(Instant attempted) {
        var channel = new TwilioChannel(new TwilioSettings(
                "AC123",
                "SK456",
                "secret",
                "+15550001111",
                null,
                URI.create("http://127.0.0.1:" + TWILIO.getPort()),
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10)));
        var to = new ContactPoint(ChannelName.SMS, "+8613800138000");
        return channel.lookup(new Message("0195-t1", to, new Content("", TEXT, null), "zh"), attempted);
    }

    private static void answers(ResponseDefinitionBuilder response) {
        TWILIO.stubFor(get(urlPathEqualTo("/2010-04-01/Accounts/AC123/Messages.json"))
                .withQueryParam("To", equalTo("+8613800138000"))
                .withBasicAuth("SK456", "secret")
                .willReturn(response));
    }

    private static void lists(String... messages) {
        answers(aResponse().withBody("{\"messages\": [" + String.join(",", messages) + "]}"));
    }

    private static String message(String sid, String direction, Instant created, String text) {
        return "{\"sid\": \"%s\", \"direction\": \"%s\", \"date_created\": \"%s\", \"body\": \"%s\", \"status\": \"sent\"}"
                .formatted(
                        sid,
                        direction,
                        DateTimeFormatter.RFC_1123_DATE_TIME
                                .format(created.atOffset(ZoneOffset.UTC))
                                .replace("GMT", "+0000"),
                        text);
    }

    @Test
    void a_message_that_twilio_has_was_accepted() {
        lists(
                message("SM1", "outbound-api", attempt.plusSeconds(1), TEXT),
                message("SM0", "outbound-api", attempt.minusSeconds(86_400), TEXT));

        assertThat(lookup(attempt)).isEqualTo(new Answer.Accepted("SM1"));
    }

    @Test
    void a_message_that_twilio_does_not_have_may_be_sent_again() {
        lists(
                message("SM0", "outbound-api", attempt.minusSeconds(86_400), TEXT),
                message("SM2", "inbound", attempt.plusSeconds(1), "R"));

        assertThat(lookup(attempt)).isInstanceOf(Answer.Later.class);
    }

    @Test
    void another_text_of_that_time_decides_nothing() {
        lists(message("SM1", "outbound-api", attempt.plusSeconds(1), "another"));

        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void two_like_it_decide_nothing() {
        lists(
                message("SM1", "outbound-api", attempt, TEXT),
                message("SM2", "outbound-reply", attempt.plusSeconds(9), TEXT));

        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void a_list_that_goes_on_decides_nothing() {
        var old = new String[100];
        Arrays.fill(old, message("SM0", "outbound-api", attempt.minusSeconds(86_400), TEXT));
        lists(Arrays.stream(old).collect(Collectors.joining(",")));

        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void what_has_just_been_tried_is_not_asked_for_yet() {
        lists();

        assertThat(lookup(Instant.now().minusSeconds(60))).isEqualTo(new Answer.InDoubt("too early to ask Twilio"));
    }

    @Test
    void a_twilio_that_cannot_be_asked_decides_nothing() {
        answers(aResponse().withStatus(500).withBody("{\"messages\": []}"));
        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);

        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);

        answers(aResponse().withBody("<html>"));
        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);

        lists("{\"sid\": \"SM1\", \"direction\": \"outbound-api\", \"date_created\": \"yesterday\"}");
        assertThat(lookup(attempt)).isInstanceOf(Answer.InDoubt.class);
    }
}
