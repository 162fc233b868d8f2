package io.rekindle.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.PostgresDecisions;
import io.rekindle.postgres.StoredDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(FreshDatabase.class)
class PastReleasesTest {

    private static final CustomerId LIN = new CustomerId("lin");

    @Test
    void a_decision_replays_under_the_release_that_made_it_after_another_went_live(DataSource database) {
        Installation before = Installation.open(database, CartBook.atOnce(), Clock.systemUTC());
        decideOnACart(before);
        Installation after = Installation.open(database, Books.shipped(), Clock.systemUTC());

        List<StoredDecision> decisions = new PostgresDecisions(database).ofCustomer(LIN, Place.START, 10);
        try (Evaluators live = new Evaluators(after::release, 1);
                PastReleases releases = new PastReleases(live, after.releases())) {
            assertThat(decisions)
                    .isNotEmpty()
                    .allMatch(one -> one.release().equals(before.release().version()))
                    .allMatch(releases::replays);
            JdbcClient.create(database)
                    .sql("delete from release where version = ?")
                    .param(before.release().version())
                    .update();
        }
        try (Evaluators live = new Evaluators(after::release, 1);
                PastReleases releases = new PastReleases(live, after.releases())) {
            assertThat(decisions).noneMatch(releases::replays);
        }
    }

    private static void decideOnACart(Installation installation) {
        Instant now = installation.clock().instant();
        installation
                .intake()
                .store(
                        List.of(
                                new Event("r", LIN, "User Registered", Instant.EPOCH, new TreeMap<>()),
                                new Event("c", LIN, "Cart Abandoned", now, new TreeMap<>(Map.of("value", 228)))),
                        now.toEpochMilli());
        try (Evaluator evaluator = installation.evaluator()) {
            installation.sweep().run(evaluator, installation.clock().millis());
        }
    }
}
