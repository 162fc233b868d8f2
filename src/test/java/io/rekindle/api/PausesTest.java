package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ExtendWith(FreshDatabase.class)
class PausesTest {

    /** Everything a cart's message needs, and the cart. */
    private static final String CART = """
            [{"type": "identify", "messageId": "i", "userId": "lin", "timestamp": "2026-02-01T00:00:00Z",
              "traits": {"email": "lin@example.com"}},
             {"type": "track", "messageId": "r", "userId": "lin", "event": "User Registered",
              "timestamp": "2026-02-01T00:00:00Z", "properties": {}},
             {"type": "track", "messageId": "g", "userId": "lin", "event": "Consent Granted",
              "timestamp": "2026-02-01T00:00:00Z", "properties": {"topic": "marketing_email"}},
             {"type": "track", "messageId": "c", "userId": "lin", "event": "Cart Abandoned",
              "timestamp": "%s", "properties": {"value": 228}}]
            """;

    @Test
    void a_campaign_waits_while_it_is_paused_and_goes_on_after(DataSource database) {
        JdbcClient sql = JdbcClient.create(database);
        try (Served served = Served.start(
                Installation.open(database, CartBook.atOnce(), Clock.systemUTC()),
                "--rekindle.sending.mode=sandbox",
                "--rekindle.delivery.poll=20ms")) {
            JsonNode stopped = ok(turn(served, "PUT", "/v1/pauses/campaign:cart-abandoned"));
            assertThat(stopped.path("waiting").asLong()).isZero();
            assertThat(stopped.path("since").asString()).isNotEmpty();

            ok(turn(served, "PUT", "/v1/pauses/channel:sms"));
            assertThat(ok(served.get("/v1/pauses")).values())
                    .extracting(one -> one.path("scope").asString())
                    .containsExactly("campaign:cart-abandoned", "channel:sms");

            HttpResponse<String> stored = served.post("/v1/events", CART.formatted(Instant.now()));
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
            await().until(() -> ok(served.get("/v1/pauses/campaign:cart-abandoned"))
                            .path("waiting")
                            .asLong()
                    == 1);
            assertThat(sql.sql("select count(*) from sandbox_message")
                            .query(Long.class)
                            .single())
                    .isZero();

            ok(turn(served, "DELETE", "/v1/pauses/campaign:cart-abandoned"));
            await().until(() -> sql.sql("select count(*) from sandbox_message")
                            .query(Long.class)
                            .single()
                    == 1);
            assertThat(turn(served, "PUT", "/v1/pauses/campaign:no-such").statusCode())
                    .isEqualTo(404);
            assertThat(turn(served, "PUT", "/v1/pauses/provider:no-such").statusCode())
                    .isEqualTo(404);
            assertThat(turn(served, "DELETE", "/v1/pauses/everything?overdue=later")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static HttpResponse<String> turn(Served served, String method, String path) {
        return served.send(served.request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Served.json(answer);
    }
}
