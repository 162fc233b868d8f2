package io.rekindle.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An event that arrives late has strikes of a schedule seen anew: as of their own time, the pause between entries too. */
class StrikesSeenAnewTest {

    private static final Profile PROFILE = new Profile(new CustomerId("c1"), ZoneOffset.UTC, "en", Set.of());

    @Test
    void who_was_to_wait_still_when_it_struck_enters_with_the_next() {
        BookText book = new BookText();
        book.line("campaigns/daily.yaml", "campaign: daily");
        book.line("campaigns/daily.yaml", "trigger: every day at 10:00");
        book.line("campaigns/daily.yaml", "re-entry: after 25 hours");
        book.line("campaigns/daily.yaml", "steps:");
        book.line("campaigns/daily.yaml", "  - s1: at once, send push we-miss-you");
        Story story = new Story(
                PROFILE,
                Instant.parse("2026-11-01T00:00:00Z").toEpochMilli(),
                Instant.parse("2026-11-03T23:00:00Z").toEpochMilli(),
                true,
                List.of(
                        arrival("2026-11-01T09:00:00Z", "2026-11-01T09:00:00Z"),
                        arrival("2026-11-02T11:30:00Z", "2026-11-02T11:30:00Z"),
                        arrival("2026-11-02T09:00:00Z", "2026-11-02T12:00:00Z")));
        try (Evaluator evaluator = new Evaluator(book.compiled().orElseThrow())) {
            assertThat(Life.due(evaluator, story).events())
                    .filteredOn(event -> event.contains("Campaign Entered"))
                    .extracting(event -> event.substring(0, event.indexOf(' ')))
                    .containsExactly("2026-11-01T10:00:00Z", "2026-11-03T10:00:00Z");
        }
    }

    private static Story.Arrival arrival(String occurred, String known) {
        Event event =
                new Event("m" + occurred, PROFILE.id(), "Order Completed", Instant.parse(occurred), new TreeMap<>());
        return new Story.Arrival(Instant.parse(known).toEpochMilli(), event);
    }
}
