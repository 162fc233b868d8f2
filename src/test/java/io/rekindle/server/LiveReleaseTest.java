package io.rekindle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rekindle.Books;
import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.TwoHundredCampaigns;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.sweep.ReleaseReplacedException;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.release.Evaluators;
import io.rekindle.release.LiveRelease;
import io.rekindle.schedule.Sweeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(FreshDatabase.class)
class LiveReleaseTest {

    private static final CustomerId LIN = new CustomerId("lin");
    private static final String CART = "campaigns/cart-abandoned.yaml";

    @TempDir
    private Path directory;

    @Test
    void a_saved_change_goes_live_and_one_with_an_error_leaves_the_last_good_release(DataSource database)
            throws IOException {
        RuleBook book = CartBook.atOnce();
        write(book.files());
        String good = book.files().get(CART);
        try (Served served = Served.start(
                Installation.open(database, book, Clock.systemUTC()),
                "--rekindle.rules.path=" + directory,
                "--rekindle.rules.look=20ms")) {
            assertThat(live(served).path("version").asString()).isEqualTo(book.version());

            Files.writeString(directory.resolve(CART), good.replace("99 CNY", "100 CNY"));
            await().until(() -> !live(served).path("version").asString().equals(book.version()));
            String changed = live(served).path("version").asString();
            await().until(() -> live(served).path("customers_to_review").asLong(-1) == 0);
            assertThat(served.get("/metrics").body()).contains("rekindle_release_info{version=\"" + changed + "\"} 1");

            Files.writeString(directory.resolve(CART), good.replace("cart value is", "cart worth is"));
            await().until(() -> !live(served).path("last_change").path("ok").asBoolean(true));
            JsonNode state = live(served);
            assertThat(state.path("version").asString()).isEqualTo(changed);
            JsonNode error = state.path("last_change").path("errors").path(0);
            assertThat(error.path("code").asString()).isEqualTo("unknown-sentence");
            assertThat(error.path("line").asInt()).isEqualTo(5);
            assertThat(error.path("column").asInt()).isEqualTo(5);
            assertThat(error.path("text").asString()).isEqualTo("  - cart worth is 99 CNY or more");
            assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(Served.json(served.get("/healthz/details"))
                            .path("rule_errors")
                            .asInt())
                    .isEqualTo(1);
            assertThat(served.get("/metrics").body()).contains("rekindle_rules_errors 1");

            Files.writeString(directory.resolve(CART), good);
            await().until(() -> live(served).path("version").asString().equals(book.version()));
        }
    }

    @Test
    void a_directory_that_is_empty_or_gone_ends_no_campaign(DataSource database) throws IOException {
        RuleBook book = CartBook.atOnce();
        Path rules = directory.resolve("rules");
        Path elsewhere = directory.resolve("elsewhere");
        write(rules, book.files());
        try (Served served = Served.start(
                Installation.open(database, book, Clock.systemUTC()),
                "--rekindle.rules.path=" + rules,
                "--rekindle.rules.look=20ms")) {
            Files.move(rules, elsewhere);
            await().until(() -> lastCode(served).equals("no-directory"));
            Files.createDirectory(rules);
            await().until(() -> lastCode(served).equals("no-rules"));

            assertThat(live(served).path("version").asString()).isEqualTo(book.version());
        }
    }

    @Test
    void nobody_is_evaluated_under_a_release_that_another_node_replaced(DataSource database) {
        Installation one = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
        Installation other = Installation.open(database, Books.shipped(), Clock.systemUTC());
        abandonACart(one);

        try (Evaluator old = one.evaluator()) {
            assertThatThrownBy(() -> one.sweep().run(old, one.clock().millis()))
                    .isInstanceOf(ReleaseReplacedException.class);
        }
        assertThat(decisions(database)).isEmpty();

        try (Evaluators evaluators = new Evaluators(one::release, 1);
                Sweeper sweeper = new Sweeper(one, evaluators, new LiveRelease(one), report -> {})) {
            assertThat(sweeper.sweepUnlessSweeping().customers()).isEqualTo(1);
        }
        assertThat(one.release().version()).isEqualTo(other.release().version());
        assertThat(decisions(database))
                .isNotEmpty()
                .containsOnly(other.release().version());
    }

    @Test
    void two_hundred_campaigns_are_compiled_while_the_release_before_goes_on(DataSource database) {
        Installation installation = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
        abandonACart(installation);
        RuleBook large = TwoHundredCampaigns.book();
        LiveRelease live = new LiveRelease(installation);
        List<String> during = new ArrayList<>();

        Thread compiling = new Thread(() -> live.goLive(large));
        compiling.start();
        try (Evaluators evaluators = new Evaluators(installation::release, 1);
                Sweeper sweeper = new Sweeper(installation, evaluators, live, report -> {})) {
            while (compiling.isAlive()) {
                sweeper.sweepUnlessSweeping();
                during.add(installation.release().version());
            }
            sweeper.sweepUnlessSweeping();
        }

        assertThat(during).hasSizeGreaterThan(10);
        assertThat(during.get(0)).isNotEqualTo(large.version());
        assertThat(decisions(database)).contains(during.get(0));
        assertThat(installation.release().version()).isEqualTo(large.version());
    }

    private static JsonNode live(Served served) {
        return Served.json(served.get("/v1/rulesets/live"));
    }

    @Test
    void a_draft_is_checked_over_the_live_book_and_alone(DataSource database) {
        JsonMapper json = JsonMapper.shared();
        try (Served served = Served.start(Installation.open(database, Books.shipped(), Clock.systemUTC()))) {
            Map<String, Object> draft =
                    Map.of("files", Map.of("segments.yaml", "vip:\n  any of:\n    - lifecycle is dormnat\n"));
            JsonNode checked = Served.json(served.post("/v1/rulesets/check", json.writeValueAsString(draft)));
            assertThat(checked.path("ok").asBoolean()).isFalse();
            JsonNode error = checked.path("errors").path(0);
            assertThat(error.path("file").asString()).isEqualTo("segments.yaml");
            assertThat(error.path("line").asInt()).isEqualTo(3);
            assertThat(error.path("column").asInt()).isEqualTo(20);
            assertThat(error.path("suggestion").asString()).isEqualTo("dormant");

            JsonNode alone = Served.json(served.post(
                    "/v1/rulesets/check",
                    json.writeValueAsString(
                            Map.of("alone", true, "files", Map.of("lifecycle.csv", "state\nactive\n")))));
            assertThat(alone.path("ok").asBoolean()).isTrue();
            assertThat(alone.has("audiences")).isFalse();

            JsonNode counted = Served.json(served.post(
                    "/v1/rulesets/check", json.writeValueAsString(Map.of("files", Map.of(), "data", true))));
            JsonNode line = counted.path("audiences")
                    .path(0)
                    .path("clauses")
                    .path(0)
                    .path("lines")
                    .path(0);
            assertThat(line.path("text").asString()).isEqualTo("lifecycle is churn_risk");
            assertThat(line.path("holds").asLong()).isZero();
            assertThat(served.post("/v1/rulesets/check", "{}").statusCode()).isEqualTo(400);
        }
    }

    private void write(Map<String, String> files) throws IOException {
        write(directory, files);
    }

    private static String lastCode(Served served) {
        return live(served)
                .path("last_change")
                .path("errors")
                .path(0)
                .path("code")
                .asString("");
    }

    private static void write(Path book, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = book.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static List<String> decisions(DataSource database) {
        return JdbcClient.create(database)
                .sql("select release from decision order by at")
                .query(String.class)
                .list();
    }

    private static void abandonACart(Installation installation) {
        Instant now = installation.clock().instant();
        installation
                .intake()
                .store(
                        List.of(
                                new Event("r", LIN, "User Registered", Instant.EPOCH, new TreeMap<>()),
                                new Event("c", LIN, "Cart Abandoned", now, new TreeMap<>(Map.of("value", 228)))),
                        now.toEpochMilli());
    }
}
