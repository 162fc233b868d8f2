package io.rekindle.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.SettableClock;
import io.rekindle.SmallShop;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A live shop; Twilio answers 500 to everything, and has taken ann's message, not tom's. */
@ExtendWith(FreshDatabase.class)
class TwilioLosesAnswersTest {

    private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json";
    private static final String ANN = "+8613800138000";
    private static final String TOM = "+8613900139000";

    @RegisterExtension
    static final WireMockExtension TWILIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort())
            .build();

    private final SettableClock clock =
            new SettableClock(Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS));

    private void lists(String number, String messages) {
        TWILIO.stubFor(get(urlPathEqualTo(MESSAGES))
                .withQueryParam("To", equalTo(number))
                .willReturn(aResponse().withBody("{\"messages\": [" + messages + "]}")));
    }

    @Test
    void what_was_taken_is_known_later_and_what_was_lost_is_sent_each_once(DataSource database) {
        TWILIO.stubFor(post(MESSAGES).willReturn(aResponse().withStatus(500)));
        lists(
                ANN,
                "{\"sid\": \"SM1\", \"direction\": \"outbound-api\", \"date_created\": \"%s\", \"body\": \"Hello\"}"
                        .formatted(DateTimeFormatter.RFC_1123_DATE_TIME
                                .format(clock.instant().atOffset(ZoneOffset.UTC))
                                .replace("GMT", "+0000")));
        lists(TOM, "");
        SmallShop shop = new SmallShop(database, Map.of("campaigns/recall.yaml", """
                campaign: recall
                name: 召回 | Recall
                trigger: event cart_abandoned
                audience:
                  - has never ordered
                steps:
                  - gift: at once, send sms hello
                """));
        Map<String, String> files = shop.installation().release().book().files();
        try (Served served = Served.start(
                Installation.open(database, Books.of(files), clock),
                "--rekindle.sending.mode=live",
                "--rekindle.schedule.inquiry=100ms",
                "--rekindle.channels.sms.twilio.account-sid=AC1",
                "--rekindle.channels.sms.twilio.secret=secret",
                "--rekindle.channels.sms.twilio.from=+15550001111",
                "--rekindle.channels.sms.twilio.base-url=http://127.0.0.1:" + TWILIO.getPort())) {
            abandons(served, "ann", ANN);
            abandons(served, "tom", TOM);
            await().until(() -> states(database).equals("ann in_doubt, tom in_doubt"));

            clock.advance(Duration.ofMinutes(6));
            await().until(() -> states(database).equals("ann accepted, tom in_doubt"));

            TWILIO.stubFor(post(MESSAGES).willReturn(aResponse().withStatus(201).withBody("{\"sid\": \"SM2\"}")));
            clock.advance(Duration.ofMinutes(11));
            await().until(() -> states(database).equals("ann accepted, tom accepted"));
        }
        TWILIO.verify(1, postRequestedFor(urlPathEqualTo(MESSAGES)).withRequestBody(containing("8613800138000")));
        TWILIO.verify(2, postRequestedFor(urlPathEqualTo(MESSAGES)).withRequestBody(containing("8613900139000")));
    }

    private void abandons(Served served, String ref, String number) {
        String body = """
                [{"type": "identify", "messageId": "i-%1$s", "userId": "%1$s", "traits": {"phone": "%2$s"},
                  "timestamp": "2026-01-01T00:00:00Z", "context": {"locale": "en"}},
                 {"type": "track", "messageId": "r-%1$s", "userId": "%1$s", "event": "User Registered",
                  "timestamp": "2026-01-01T00:00:00Z"},
                 {"type": "track", "messageId": "t-%1$s", "userId": "%1$s", "event": "Cart Abandoned",
                  "timestamp": "%3$s", "properties": {"value": 228}}]
                """.formatted(ref, number, clock.instant());
        assertThat(served.post("/v1/events", body).statusCode()).isEqualTo(202);
    }

    private static String states(DataSource database) {
        return JdbcClient.create(database)
                .sql("select coalesce(string_agg(ref || ' ' || state, ', ' order by ref), '') from touchpoint t"
                        + " join customer c on c.id = t.customer_id")
                .query(String.class)
                .single();
    }
}
