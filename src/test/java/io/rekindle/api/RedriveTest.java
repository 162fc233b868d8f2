package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ExtendWith(FreshDatabase.class)
class RedriveTest {

    @Test
    void shows_what_was_given_up_and_why_and_sets_it_going_when_told_so(DataSource database) {
        JdbcClient sql = JdbcClient.create(database);
        Installation installation = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
        giveUpOne(installation, sql);
        try (Served served = Served.start(installation)) {
            JsonNode listed = Served.json(served.get("/v1/touchpoints?state=given_up"));
            assertThat(listed.path("items").path(0).path("detail").asString()).isEqualTo("no connection");

            JsonNode seen = redrive(served, "?dry_run=true");
            assertThat(seen.path("given_up").asInt()).isEqualTo(1);
            assertThat(seen.path("too_old").asInt()).isZero();
            assertThat(seen.path("errors").path(0).path("detail").asString()).isEqualTo("no connection");
            assertThat(seen.path("planned").asInt()).isZero();
            assertThat(redrive(served, "?channel=sms").path("planned").asInt()).isZero();
            assertThat(state(sql)).isEqualTo("given_up");

            assertThat(redrive(served, "?channel=email&campaign=cart-abandoned")
                            .path("planned")
                            .asInt())
                    .isEqualTo(1);
            assertThat(state(sql)).isEqualTo("planned");
            assertThat(served.post("/v1/touchpoints/redrive?channel=No%20Channel", "")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(served.post("/v1/touchpoints/redrive?overdue=later", "").statusCode())
                    .isEqualTo(400);
        }
    }

    private static JsonNode redrive(Served served, String query) {
        return Served.json(served.post("/v1/touchpoints/redrive" + query, ""));
    }

    private static String state(JdbcClient sql) {
        return sql.sql("select state from touchpoint").query(String.class).single();
    }

    private static void giveUpOne(Installation installation, JdbcClient sql) {
        CustomerId id = new CustomerId("lin");
        var point = new ContactPoint(ChannelName.EMAIL, "lin@example.com");
        installation.intake().identify(List.of(new CustomerRecord(id, null, "en", Map.of(), List.of(point))), 0);
        Instant now = installation.clock().instant();
        installation
                .intake()
                .store(
                        List.of(
                                event(id, "User Registered", Instant.EPOCH, Map.of()),
                                event(id, "Consent Granted", Instant.EPOCH, Map.of("topic", "marketing_email")),
                                event(id, "Cart Abandoned", now, Map.of("value", 228))),
                        now.toEpochMilli());
        try (Evaluator evaluator = installation.evaluator()) {
            installation.sweep().run(evaluator, now.toEpochMilli());
        }
        sql.sql("update touchpoint set state = 'given_up', attempts = 8, detail = 'no connection', settled_at = now()")
                .update();
        assertThat(state(sql)).isEqualTo("given_up");
    }

    private static Event event(CustomerId id, String name, Instant at, Map<String, Object> properties) {
        return new Event(id + "/" + name, id, name, at, new TreeMap<>(properties));
    }
}
