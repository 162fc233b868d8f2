package io.rekindle.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rekindle.SmallShop;
import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.channels.sms.TwilioSettings;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Inquiry;
import io.rekindle.engine.delivery.Lookup;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.PostgresTouchpoints;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Twilio over a socket answers 500 at noon, whether or not it took the message; later it is asked. */
@ExtendWith(FreshDatabase.class)
class InDoubtLookedUpTest {

    private static final String NOON = "2026-03-02T12:00:00Z";
    private static final String SIX_PAST = "2026-03-02T12:06:00Z";
    private static final String QUARTER_PAST = "2026-03-02T12:17:00Z";
    private static final String ANN = "+8613800138000";
    private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json";

    @RegisterExtension
    static final WireMockExtension TWILIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private final SmallShop shop;
    private final TwilioChannel channel = new TwilioChannel(new TwilioSettings(
            "AC1",
            "SK1",
            "secret",
            "+15550001111",
            null,
            URI.create("http://127.0.0.1:" + TWILIO.getPort()),
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10)));

    InDoubtLookedUpTest(DataSource database) {
        shop = new SmallShop(database, Map.of("campaigns/recall.yaml", """
                campaign: recall
                name: 召回 | Recall
                trigger: event cart_abandoned
                audience:
                  - has never ordered
                re-entry: after 1 minute
                steps:
                  - gift: at once, send sms hello
                """));
        shop.answers(channel::deliver);
    }

    @BeforeEach
    void lose() {
        TWILIO.stubFor(post(MESSAGES).willReturn(aResponse().withStatus(500)));
        lists("");
    }

    private void lists(String messages) {
        TWILIO.stubFor(get(urlPathEqualTo(MESSAGES))
                .withQueryParam("To", equalTo(ANN))
                .willReturn(aResponse().withBody("{\"messages\": [" + messages + "]}")));
    }

    private static String listed(String sid, String created) {
        return "{\"sid\": \"%s\", \"direction\": \"outbound-api\", \"date_created\": \"%s\", \"body\": \"Hello\"}"
                .formatted(
                        sid,
                        DateTimeFormatter.RFC_1123_DATE_TIME
                                .format(Instant.parse(created).atOffset(ZoneOffset.UTC))
                                .replace("GMT", "+0000"));
    }

    private void inDoubt(String ref) {
        shop.reachable(ref, new ContactPoint(ChannelName.SMS, ANN));
        shop.happens(ref, "User Registered", "2026-03-01T12:00:00Z");
        shop.happens(ref, "Cart Abandoned", NOON);
        shop.sweep(NOON);
        shop.dispatch(NOON);
    }

    private Inquiry.Found ask(String at) {
        return ask(at, channel.lookup().orElseThrow(), Duration.ofMinutes(15));
    }

    private Inquiry.Found ask(String at, Lookup lookup, Duration believed) {
        Inquiry inquiry = new Inquiry(shop.installation().doubts(), Map.of(ChannelName.SMS, lookup), believed);
        try (Evaluator evaluator = shop.installation().evaluator()) {
            return inquiry.ask(
                    evaluator, new Renderer(shop.installation().release().book()), SmallShop.millis(at), 10);
        }
    }

    @Test
    void what_twilio_has_was_accepted() {
        inDoubt("ann");
        lists(listed("SM1", "2026-03-02T12:00:02Z"));

        assertThat(ask("2026-03-02T12:04:00Z")).as("too early").isEqualTo(new Inquiry.Found(0, 0));
        assertThat(ask(SIX_PAST)).isEqualTo(new Inquiry.Found(1, 0));

        shop.hasTouchpoints("gift accepted -");
        assertThat(shop.installation().receipts().touchpoint(ChannelName.SMS, "SM1"))
                .isPresent();
        TWILIO.verify(1, postRequestedFor(urlPathEqualTo(MESSAGES)));
    }

    @Test
    void what_twilio_never_had_is_sent_once_that_is_believed() {
        inDoubt("ann");

        assertThat(ask(SIX_PAST)).isEqualTo(new Inquiry.Found(0, 0));
        shop.hasTouchpoints("gift in_doubt -");
        assertThat(ask("2026-03-02T12:15:30Z")).as("not asked again so soon").isEqualTo(new Inquiry.Found(0, 0));
        assertThat(ask(QUARTER_PAST)).isEqualTo(new Inquiry.Found(0, 1));
        shop.hasTouchpoints("gift planned -");

        TWILIO.stubFor(post(MESSAGES)
                .withRequestBody(containing("Body=Hello"))
                .willReturn(aResponse().withStatus(201).withBody("{\"sid\": \"SM2\"}")));
        shop.dispatch(QUARTER_PAST);
        shop.hasTouchpoints("gift accepted -");
        TWILIO.verify(2, postRequestedFor(urlPathEqualTo(MESSAGES)));
    }

    @Test
    void what_was_never_taken_passes_the_usual_checks_first() {
        inDoubt("ann");
        shop.installation()
                .receipts()
                .stop(new ContactPoint(ChannelName.SMS, ANN), "SM0", SmallShop.millis("2026-03-02T12:10:00Z"));

        assertThat(ask(QUARTER_PAST)).isEqualTo(new Inquiry.Found(0, 1));
        shop.dispatch(QUARTER_PAST);

        assertThat(shop.rows("select state from touchpoint")).containsExactly("dropped");
        TWILIO.verify(1, postRequestedFor(urlPathEqualTo(MESSAGES)));
    }

    @Test
    void where_a_no_is_never_believed_people_decide() {
        inDoubt("ann");

        assertThat(ask(QUARTER_PAST, channel.lookup().orElseThrow(), null)).isEqualTo(new Inquiry.Found(0, 0));
        shop.hasTouchpoints("gift in_doubt -");
    }

    @Test
    void what_is_not_certain_stays_in_doubt() {
        inDoubt("ann");
        lists(listed("SM1", "2026-03-02T12:00:02Z") + "," + listed("SM2", "2026-03-02T12:00:03Z"));
        ask(SIX_PAST);
        TWILIO.stubFor(get(urlPathEqualTo(MESSAGES)).willReturn(aResponse().withStatus(503)));
        ask(QUARTER_PAST);

        shop.hasTouchpoints("gift in_doubt -");
    }

    @Test
    void one_message_at_twilio_settles_one_of_two_that_share_a_number() {
        inDoubt("ann");
        inDoubt("tom");
        lists(listed("SM1", "2026-03-02T12:00:02Z"));

        assertThat(ask(QUARTER_PAST)).isEqualTo(new Inquiry.Found(1, 0));
        assertThat(shop.rows("select state from touchpoint order by state")).containsExactly("accepted", "in_doubt");
        assertThat(ask("2026-03-02T13:00:00Z")).isEqualTo(new Inquiry.Found(0, 0));
    }

    @Test
    void a_person_or_a_receipt_that_is_faster_has_settled_it() {
        PostgresTouchpoints ledger = new PostgresTouchpoints(shop.database());
        for (boolean byPerson : new boolean[] {true, false}) {
            inDoubt(byPerson ? "ann" : "tom");
            String touchpoint = shop.rows("select id from touchpoint where state = 'in_doubt'")
                    .get(0);
            Lookup slow = (message, attempted) -> {
                if (byPerson) {
                    ledger.resolve(UUID.fromString(touchpoint), true, ZoneOffset.UTC, SmallShop.millis(QUARTER_PAST));
                } else {
                    shop.installation().receipts().shown(touchpoint, "SM9", SmallShop.millis(QUARTER_PAST));
                }
                return new Answer.Later("it has none", null);
            };

            assertThat(ask(QUARTER_PAST, slow, Duration.ofMinutes(5))).isEqualTo(new Inquiry.Found(0, 0));
            assertThat(shop.rows("select state from touchpoint where id = '" + touchpoint + "'"))
                    .containsExactly("accepted");
        }
        assertThat(shop.dispatch(QUARTER_PAST)).isZero();
    }
}
