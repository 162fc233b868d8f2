package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.ManyCustomers;
import io.rekindle.SettableClock;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts over HTTP: an estimate first, then the exact answer, unless who asked has left. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountsTest {

    private static final int CUSTOMERS = 6_000;

    private Served served;
    private JdbcClient sql;

    @BeforeAll
    void start(DataSource database) {
        ManyCustomers.fill(database, CUSTOMERS, 1);
        sql = JdbcClient.create(database);
        served = Served.start(
                Installation.open(database, Books.shipped(), new SettableClock(ManyCustomers.NOW)),
                "--rekindle.schedule.enabled=false");
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void audiences_are_estimated_and_then_counted_as_checking_counts_them() {
        List<JsonNode> lines = lines(served.post("/v1/rulesets/counts", "{\"files\": {}}"));
        JsonNode checked = Served.json(served.post("/v1/rulesets/check", "{\"files\": {}, \"data\": true}"));

        JsonNode first = lines.get(0);
        assertThat(first.path("kind").asString()).isEqualTo("estimate");
        assertThat(first.path("customers").asInt()).isEqualTo(CUSTOMERS);
        assertThat(first.path("drawn").asInt()).isEqualTo(2_000);
        assertThat(first.path("audiences").path(0).path("size").path("low").isNumber())
                .isTrue();
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.path("kind").asString()).isEqualTo("exact");
        assertThat(last.path("checked").path("audiences")).isEqualTo(checked.path("audiences"));
        assertThat(lines.subList(1, lines.size() - 1))
                .isNotEmpty()
                .allMatch(line -> line.path("kind").asString().equals("progress")
                        && line.path("read").asInt() <= CUSTOMERS);
    }

    @Test
    void states_are_estimated_and_then_counted() {
        List<JsonNode> lines = lines(served.get("/v1/lifecycle/counts?as_of=2026-10-31"));
        JsonNode whole = Served.json(served.get("/v1/lifecycle?as_of=2026-10-31"));

        assertThat(lines.get(0).path("counts").path("new").path("likely").isNumber())
                .isTrue();
        assertThat(lines.get(lines.size() - 1).path("lifecycle")).isEqualTo(whole);
    }

    @Test
    void a_book_with_errors_is_not_counted() {
        String draft = new JsonMapper().writeValueAsString(Map.of("files", Map.of("campaigns/welcome.yaml", "no: no")));
        List<JsonNode> lines = lines(served.post("/v1/rulesets/counts", draft));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).path("kind").asString()).isEqualTo("errors");
        assertThat(lines.get(0).path("checked").path("errors").size()).isPositive();
        assertThat(served.post("/v1/rulesets/counts", "{}").statusCode()).isEqualTo(400);
        assertThat(served.get("/v1/lifecycle/counts?as_of=1812-01-01").statusCode())
                .isEqualTo(400);
    }

    @Test
    void once_nobody_listens_any_more_progress_says_so() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int sign) throws IOException {
                throw new IOException("connection reset");
            }
        };
        JsonLines lines = new JsonLines(broken, JsonMapper.shared());
        assertThat(lines.step(1, 10)).isFalse();
        assertThat(lines.step(2, 10)).isFalse();
        assertThat(lines.write(Map.of())).isFalse();
    }

    @Test
    void who_hangs_up_stops_the_count() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            String request = "GET /v1/lifecycle/counts HTTP/1.1\r\nHost: 127.0.0.1:" + served.port() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(answer.read()).isPositive();
            socket.setSoLinger(true, 0);
        }
        await().until(() -> sql.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()
                        """).query(Long.class).single() == 0);
    }

    private static List<JsonNode> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/x-ndjson");
        return answer.body()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }
}
