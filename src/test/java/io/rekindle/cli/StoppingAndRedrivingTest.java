package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.SmallShop;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.postgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator types when messages have to stop, and when they may go on: over the database of a data directory. */
class StoppingAndRedrivingTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    private static Path home;

    private static Database database;
    private static SmallShop shop;

    @BeforeAll
    static void open() {
        database = Database.open(home);
    }

    @BeforeEach
    void four_messages_are_planned() throws IOException {
        shop = new SmallShop(database.dataSource(), Map.of("campaigns/hi.yaml", """
                        campaign: hi
                        name: 问候 | Hello
                        trigger: event user_registered
                        audience:
                          - registered 30 days ago or less
                        steps:
                          - hello: at once, send sms hello
                        """, "policy.yaml", "timezone: UTC\n"));
        for (Map.Entry<String, String> file :
                shop.installation().release().book().files().entrySet()) {
            Path path = home.resolve("rules").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        List<String> refs = IntStream.range(0, 4).mapToObj(index -> "c" + index).toList();
        shop.customers(refs, null);
        refs.forEach(
                ref -> shop.happens(ref, "User Registered", now.minusSeconds(60).toString()));
        shop.sweep(now.toString());
        assertThat(states()).containsExactly("planned 4");
        shop.installation().carriers().are(Map.of(ChannelName.SMS, List.of("twilio")));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static List<String> states() {
        return shop.rows("select state, count(*) from touchpoint group by 1 order by 1");
    }

    private static Called called(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "--home", home.toString(), "--rules", home.resolve("rules").toString()));
        return Called.with(all.toArray(String[]::new));
    }

    private static JsonNode json(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        Called called = called(all.toArray(String[]::new));
        assertThat(called.code()).as(called.err()).isZero();
        return JsonMapper.shared().readTree(called.out());
    }

    @Test
    void a_provider_is_stopped_and_status_says_what_waits() {
        assertThat(json("pause", "provider:twilio").path("waiting").asInt()).isEqualTo(4);

        JsonNode status = json("status");
        assertThat(status.path("paused").get(0).asString()).isEqualTo("provider:twilio");
        assertThat(status.path("providers").path("sms").get(0).asString()).isEqualTo("twilio");
        assertThat(status.path("waiting").path("sms").asInt()).isEqualTo(4);

        assertThat(json("resume", "provider:twilio", "--overdue", "drop")
                        .path("changed")
                        .asInt())
                .isEqualTo(4);
        assertThat(states()).containsExactly("dropped 4");
        assertThat(json("status").path("paused")).isEmpty();
    }

    @Test
    void a_scope_that_there_is_not_is_a_wrong_call_that_names_those_there_are() {
        Called provider = called("pause", "provider:twillio");
        assertThat(provider.code()).isEqualTo(2);
        assertThat(provider.err()).contains("there is no provider \"twillio\"", "[twilio]");
        assertThat(called("cancel", "campaign:high").err()).contains("there is no campaign \"high\"; there are [hi]");
        assertThat(called("pause", "channel:smss").err())
                .contains("there is no channel \"smss\"; there are [email, push, sms]");
        assertThat(called("pause", "sms").err()).contains("\"sms\" is no scope; write everything, campaign:NAME");
    }

    @Test
    void cancelling_drops_what_is_planned() {
        Called cancelled = called("cancel", "campaign:hi");

        assertThat(cancelled.out()).contains("4 messages waited", "4 were dropped or planned anew; 0 wait now.");
        assertThat(states()).containsExactly("dropped 4");
    }

    @Test
    void what_was_given_up_is_shown_and_set_going_again() {
        shop.sql()
                .sql(
                        "update touchpoint set state = 'given_up', settled_at = now(), attempts = 8, detail = 'no connection'")
                .update();

        Called shown = called("redrive", "--dry-run");
        assertThat(shown.out()).contains("4 messages are given up, 0 of them too old", "       4  no connection");
        assertThat(states()).containsExactly("given_up 4");
        assertThat(json("redrive", "--channel", "email").path("planned").asInt())
                .isZero();
        assertThat(json("redrive", "--channel", "sms").path("planned").asInt()).isEqualTo(4);
        assertThat(states()).containsExactly("planned 4");
        assertThat(called("redrive", "--campaign", "high").code()).isEqualTo(2);
    }

    @Test
    void a_test_message_does_not_pass_what_is_stopped() {
        called("pause", "everything");

        Called test = called(
                "send-test",
                "hi",
                "hello",
                "--language",
                "en",
                "--to",
                "+12025550123",
                "-D",
                "rekindle.sending.mode=live");

        assertThat(test.code()).isEqualTo(1);
        assertThat(test.err()).contains("everything is paused, for tests too; rekindle resume everything");
    }
}
