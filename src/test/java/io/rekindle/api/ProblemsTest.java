package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Everything that can be asked wrongly is answered with a problem, and leaves no trace. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    private JdbcClient sql;
    private Served served;

    @BeforeAll
    void start(DataSource database) {
        sql = JdbcClient.create(database);
        served = Served.start(Installation.open(database, Books.shipped(), Clock.systemUTC()));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    static Stream<Arguments> wrongPaths() {
        return Stream.of(
                Arguments.of("/v1/nothing", 404),
                Arguments.of("/v1/customers/nobody", 404),
                Arguments.of("/v1/customers/nobody/timeline", 404),
                Arguments.of("/v1/customers/%00", 400),
                Arguments.of("/v1/decisions/00000000-0000-0000-0000-000000000000", 404),
                Arguments.of("/v1/decisions/not-an-id", 400),
                Arguments.of("/v1/explanations?customer=a", 400),
                Arguments.of("/v1/explanations?customer=a&campaign=welcome&at=yesterday", 400),
                Arguments.of("/v1/lifecycle?as_of=soon", 400),
                Arguments.of("/v1/lifecycle?as_of=9999-01-01", 400),
                Arguments.of("/v1/touchpoints?state=lost", 400),
                Arguments.of("/v1/touchpoints?limit=0", 400),
                Arguments.of("/v1/touchpoints?after=nonsense", 400),
                Arguments.of("/v1/touchpoints?after=" + cursor("-253402300799000,x"), 400),
                Arguments.of("/v1/touchpoints?after=" + cursor("999999999999999999,x"), 400),
                Arguments.of("/v1/events", 405));
    }

    private static String cursor(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("wrongPaths")
    void a_wrong_question_is_a_problem(String path, int status) {
        assertProblem(served.get(path), status);
    }

    static Stream<Arguments> wrongBodies() {
        String open = "{\"type\": \"track\", \"messageId\": \"m\", \"userId\": \"u\", \"event\": ";
        return Stream.of(
                Arguments.of("{\"type\": ", 400, ""),
                Arguments.of("", 400, ""),
                Arguments.of("[]", 422, ""),
                Arguments.of("\"text\"", 422, ""),
                Arguments.of("{}", 422, "/type"),
                Arguments.of("{\"type\": \"alias\", \"messageId\": \"m\", \"userId\": \"u\"}", 422, "/type"),
                Arguments.of("[{\"type\": \"track\"}]", 422, "/0/messageId"),
                Arguments.of("{\"batch\": [{\"type\": \"track\"}]}", 422, "/batch/0/userId"),
                Arguments.of(open + "\"Lifecycle Changed\"}", 422, "/event"),
                Arguments.of(open + "\"step  DECIDED\"}", 422, "/event"),
                Arguments.of(open + "\"A\", \"timestamp\": \"today\"}", 422, "/timestamp"),
                Arguments.of(open + "\"A\", \"timestamp\": \"2999-01-01T00:00:00Z\"}", 422, "/timestamp"),
                Arguments.of(open + "\"A\", \"properties\": [1]}", 422, "/properties"),
                Arguments.of(open + "\"A\", \"properties\": {\"a\": {\"b\": \"x\\u0000\"}}}", 422, "/properties/a/b"),
                Arguments.of(open + "\"A\", \"properties\": {\"total\": 1e300}}", 422, "/properties/total"),
                Arguments.of(open + "\"A\", \"properties\": {\"n\": 1e999}}", 422, "/properties/n"),
                Arguments.of(open + "\"A\", \"properties\": {\"t\": \"\\ud800\"}}", 422, "/properties/t"),
                Arguments.of(
                        "{\"type\": \"identify\", \"messageId\": \"m\", \"userId\": \"u\", \"traits\":"
                                + " {\"phone\": \"123\", \"timezone\": \"Mars\"}}",
                        422,
                        "/traits/phone"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void a_wrong_body_is_a_problem_that_names_the_place_and_nothing_is_stored(String body, int status, String field) {
        HttpResponse<String> answer = served.post("/v1/events", body);

        JsonNode problem = assertProblem(answer, status);
        if (!field.isEmpty()) {
            assertThat(problem.path("errors").findValuesAsString("field")).contains(field);
        }
        assertThat(sql.sql("select count(*) from event").query(Long.class).single())
                .isZero();
        assertThat(sql.sql("select count(*) from customer").query(Long.class).single())
                .isZero();
    }

    @Test
    void another_media_type_is_a_problem() {
        assertProblem(served.post("/v1/events", "a=1", "Content-Type", "application/x-www-form-urlencoded"), 415);
        assertProblem(served.post("/v1/events", "{}", "Content-Type", "text/plain"), 415);
    }

    @Test
    void more_than_500_messages_are_refused_as_a_whole() {
        String one = "{\"type\": \"page\", \"messageId\": \"m\", \"userId\": \"u\"},";

        JsonNode problem =
                assertProblem(served.post("/v1/events", "[" + one.repeat(500) + one.replace("},", "}]")), 422);

        assertThat(problem.path("errors").path(0).path("code").asString()).isEqualTo("too-many");
    }

    @Test
    void a_body_of_ten_megabytes_is_refused_by_what_it_says_of_itself() {
        String body = "[" + " ".repeat(TEN_MEGABYTES) + "]";

        assertProblem(served.post("/v1/events", body), 413);
        assertProblem(served.post("/hooks/cart_abandoned", body), 413);
    }

    @Test
    void a_body_of_ten_megabytes_that_does_not_say_so_is_refused_while_it_is_read() {
        byte[] body = new byte[TEN_MEGABYTES];
        java.util.Arrays.fill(body, (byte) ' ');

        assertProblem(
                served.send(served.request("/v1/events", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build()),
                413);
    }

    @Test
    void another_host_name_is_not_answered() throws IOException {
        assertThat(statusLine("GET /v1/campaigns HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421");
        assertThat(statusLine("GET /v1/campaigns HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .contains(" 200");
    }

    @Test
    void health_tells_what_runs() {
        assertThat(served.get("/livez").statusCode()).isEqualTo(200);
        JsonNode ready = Served.json(served.get("/readyz"));
        assertThat(ready.path("checks").toString())
                .isEqualTo("{\"database\":\"up\",\"rules\":\"up\",\"scheduler\":\"up\"}");
        JsonNode details = Served.json(served.get("/healthz/details"));
        assertThat(details.path("sending").asString()).isEqualTo("off");
        assertThat(details.path("hooks").path("cart_abandoned").asString())
                .contains("REKINDLE_HOOKS_CART_ABANDONED_SECRETS");
        assertThat(details.path("schedule").path("next_campaign").asString("")).isNotEmpty();
    }

    @Test
    void a_hook_without_a_secret_takes_nothing() {
        JsonNode problem = assertProblem(served.post("/hooks/cart_abandoned", "{}"), 503);

        assertThat(problem.path("detail").asString()).contains("REKINDLE_HOOKS_CART_ABANDONED_SECRETS");
    }

    private String statusLine(String request) throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), served.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = Served.json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("urn:rekindle:problem:");
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("Exception", "io.rekindle", "\tat ");
        return problem;
    }
}
