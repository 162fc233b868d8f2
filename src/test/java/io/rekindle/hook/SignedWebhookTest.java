package io.rekindle.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks over loopback into a live server, with a real mail server behind it. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedWebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_dGhpcyBpcyBhbm90aGVyIHNlY3JldA==";
    private static final String PATH = "/hooks/cart_abandoned";

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private JdbcClient sql;
    private Served served;

    @BeforeAll
    void start(DataSource database) {
        mail.start();
        sql = JdbcClient.create(database);
        served = Served.start(
                Installation.open(database, CartBook.atOnce(), Clock.systemUTC()),
                "--rekindle.sending.mode=live",
                "--rekindle.public-url=https://shop.example",
                "--rekindle.hooks.cart_abandoned.secrets=" + OLD_SECRET + "," + SECRET,
                "--rekindle.channels.email.host=127.0.0.1",
                "--rekindle.channels.email.port=" + mail.getSmtp().getPort(),
                "--rekindle.channels.email.tls=none",
                "--rekindle.channels.email.from-address=shop@example.com",
                "--rekindle.channels.email.from-name=Shop");
    }

    @AfterAll
    void stop() {
        served.close();
        mail.stop();
    }

    @Test
    void becomes_a_message_at_the_mail_server_within_a_second() throws Exception {
        String customer = customer();
        Instant now = Instant.now();

        HttpResponse<String> answer = call("msg-" + customer, now, cart(customer, now), SECRET);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(Served.json(answer).path("status").asString()).isEqualTo("stored");
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(1))
                .until(() -> mailsTo(customer).size() == 1);
        assertThat(mailsTo(customer).get(0).getSubject()).isEqualTo("Your cart is waiting");
    }

    @Test
    void is_refused_when_the_same_attempt_comes_again_and_stored_once_when_its_sender_retries() throws Exception {
        String customer = customer();
        Instant first = Instant.now().minusSeconds(20);
        String body = cart(customer, first);
        String id = "msg-" + customer;

        assertThat(call(id, first, body, SECRET).statusCode()).isEqualTo(202);
        HttpResponse<String> replayed = call(id, first, body, SECRET);
        HttpResponse<String> retried = call(id, first.plusSeconds(15), body, OLD_SECRET);

        assertThat(replayed.statusCode()).isEqualTo(409);
        assertThat(Served.json(replayed).path("type").asString()).isEqualTo("urn:rekindle:problem:replayed");
        assertThat(retried.statusCode()).isEqualTo(202);
        assertThat(Served.json(retried).path("status").asString()).isEqualTo("known");
        await().until(() -> mailsTo(customer).size() == 1);
        assertThat(count("select count(*) from event where message_id = ?", "hook/cart_abandoned/" + id))
                .isOne();
        assertThat(count(
                        "select count(*) from touchpoint t join customer c on c.id = t.customer_id where c.ref = ?",
                        customer))
                .isOne();
    }

    @Test
    void is_refused_unsigned_forged_or_stale() throws Exception {
        Instant now = Instant.now();
        String body = cart("nobody", now);

        assertThat(served.post(PATH, body).statusCode()).isEqualTo(401);
        assertThat(call("msg-1", now, body, "whsec_bm90IHRoZSBzZWNyZXQgYXQgYWxs")
                        .statusCode())
                .isEqualTo(401);
        assertThat(call("msg-2", now.minusSeconds(310), body, SECRET).statusCode())
                .isEqualTo(401);
        assertThat(call("msg-3", now.plusSeconds(310), body, SECRET).statusCode())
                .isEqualTo(401);
        assertThat(count("select count(*) from customer where ref = ?", "nobody"))
                .isZero();
    }

    @Test
    void names_every_pointer_that_found_nothing() throws Exception {
        HttpResponse<String> answer = call("msg-4", Instant.now(), "{\"customer_id\": \"c1\"}", SECRET);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Served.json(answer).path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("/occurred_at", "/cart/value", "/cart/id");
    }

    @Test
    void is_refused_when_it_is_not_json_or_nobody_knows_it() throws Exception {
        assertThat(call("msg-5", Instant.now(), "cart=1", SECRET).statusCode()).isEqualTo(400);
        HttpResponse<String> unknown = served.post("/hooks/else", "{}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void is_counted_with_what_came_of_it_and_without_whom_it_was_about() throws Exception {
        String customer = customer();
        Instant now = Instant.now();
        call("msg-" + customer, now, cart(customer, now), SECRET);
        served.post("/hooks/made-up-name", "{}");
        await().until(() -> mailsTo(customer).size() == 1);

        await().untilAsserted(() -> assertThat(served.get("/metrics").body())
                .containsPattern("rekindle_webhook_requests_total\\{code=\"202\",hook=\"cart_abandoned\"} \\d")
                .containsPattern("rekindle_webhook_requests_total\\{code=\"404\",hook=\"unknown\"} \\d")
                .containsPattern(
                        "rekindle_messages_seconds_count\\{channel=\"email\",provider=\"smtp\",status=\"accepted\"} \\d")
                .containsPattern("rekindle_swept_total\\{what=\"touchpoints\"} \\d")
                .containsPattern("rekindle_evaluations_total\\{campaign=\"cart-abandoned\",outcome=\"send\"} \\d")
                .containsPattern("rekindle_evaluation_duration_seconds_count [1-9]")
                .containsPattern("rekindle_message_latency_seconds_count\\{channel=\"email\"} \\d")
                .containsPattern("rekindle_source_age_seconds\\{source=\"hooks/cart_abandoned\"} \\d")
                .containsPattern("rekindle_source_age_seconds\\{source=\"api\"} \\d")
                .contains("rekindle_release_info", "jvm_memory_used_bytes")
                .doesNotContain(customer, "made-up-name"));
    }

    /** Somebody who registered, may be written to, and has an address. */
    private String customer() {
        String id = "c-" + UUID.randomUUID();
        HttpResponse<String> stored = served.post("/v1/events", """
                [{"type": "identify", "messageId": "i-%1$s", "userId": "%1$s",
                  "traits": {"email": "%1$s@example.com", "first_name": "Lin", "language": "en"}},
                 {"type": "track", "messageId": "r-%1$s", "userId": "%1$s", "event": "User Registered",
                  "timestamp": "2026-01-01T00:00:00Z"},
                 {"type": "track", "messageId": "g-%1$s", "userId": "%1$s", "event": "Consent Granted",
                  "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}}]
                """.formatted(id));
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
        return id;
    }

    private static String cart(String customer, Instant at) {
        return """
                {"customer_id": "%s", "occurred_at": "%s", "cart": {"id": "k1", "value": 228.50}}
                """.formatted(customer, at);
    }

    private HttpResponse<String> call(String id, Instant at, String body, String secret) throws Exception {
        String time = String.valueOf(at.getEpochSecond());
        String signature = new Webhook(secret).sign(id, at.getEpochSecond(), body);
        return served.post(PATH, body, "webhook-id", id, "webhook-timestamp", time, "webhook-signature", signature);
    }

    private List<MimeMessage> mailsTo(String customer) {
        return Stream.of(mail.getReceivedMessages())
                .filter(message -> {
                    try {
                        return message.getAllRecipients()[0].toString().startsWith(customer);
                    } catch (MessagingException failure) {
                        throw new IllegalStateException(failure);
                    }
                })
                .toList();
    }

    private long count(String query, String parameter) {
        return sql.sql(query).param(parameter).query(Long.class).single();
    }
}
