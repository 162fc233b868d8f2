package io.rekindle.channels.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rekindle.engine.delivery.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that begin to answer and do not come to an end. */
class OneRequestTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/silent", this::beginsAndFallsSilent);
        server.createContext("/endless", this::neverStops);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private void beginsAndFallsSilent(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void neverStops(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (over.getCount() > 0) {
                out.write(new byte[8192]);
            }
        }
    }

    private Answer post(String path, Duration limit) {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return OneRequest.post(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(uri).timeout(limit),
                "hello".getBytes(StandardCharsets.UTF_8),
                "the provider",
                response -> new Answer.Accepted(String.valueOf(response.body().length())));
    }

    @Test
    void the_time_limit_holds_to_the_end_of_the_body() {
        assertThat(post("/silent", Duration.ofSeconds(1))).isInstanceOf(Answer.InDoubt.class);
    }

    @Test
    void of_a_body_without_end_only_the_beginning_is_read() {
        assertThat(post("/endless", Duration.ofSeconds(30))).isEqualTo(new Answer.Accepted("65536"));
    }

    @Test
    void what_was_given_up_never_leaves_and_what_left_cannot_be_given_up() {
        var early = new PointOfNoReturn();
        var late = new PointOfNoReturn();

        assertThat(early.giveUp()).isTrue();
        assertThat(early.pass()).isFalse();
        assertThat(late.pass()).isTrue();
        assertThat(late.giveUp()).isFalse();
        assertThat(late.pass()).isTrue();
    }

    @Test
    void retry_after_is_read_in_seconds_and_as_a_date() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");

        assertThat(OneRequest.retryAfter(headers("90"), now)).hasSeconds(90);
        assertThat(OneRequest.retryAfter(headers("Sat, 21 Nov 2026 10:02:00 GMT"), now))
                .hasMinutes(2);
        assertThat(OneRequest.retryAfter(headers("Sat, 21 Nov 2026 09:00:00 GMT"), now))
                .isZero();
        assertThat(OneRequest.retryAfter(headers("soon"), now)).isNull();
        assertThat(OneRequest.retryAfter(HttpHeaders.of(Map.of(), (a, b) -> true), now))
                .isNull();
    }

    private static HttpHeaders headers(String retryAfter) {
        return HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (name, value) -> true);
    }
}
