package io.rekindle.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.drools.Release;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who changes a state at an instant, and hears of another event of the very same instant after, changes it again. */
class TwoTransitionsTest {

    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final Profile PROFILE = new Profile(new CustomerId("c1"), ZoneOffset.UTC, "en", Set.of());

    @Test
    void follow_one_another_by_a_millisecond() {
        Story story = new Story(
                PROFILE,
                AT.toEpochMilli(),
                AT.plusSeconds(60).toEpochMilli(),
                true,
                List.of(arrival(0, "User Registered"), arrival(1, "Order Completed"), arrival(2, "Order Completed")));
        try (Evaluator evaluator =
                new Evaluator(Release.compile(TestBook.shipped().book()))) {
            assertThat(Life.due(evaluator, story).events())
                    .filteredOn(event -> event.contains("Lifecycle Changed"))
                    .containsExactly(
                            "2026-11-01T12:00:00Z Lifecycle Changed {to=prospect}",
                            "2026-11-01T12:00:00.001Z Lifecycle Changed {from=prospect, to=new}",
                            "2026-11-01T12:00:00.002Z Lifecycle Changed {from=new, to=active}");
        }
    }

    private static Story.Arrival arrival(int secondsLater, String name) {
        Map<String, Object> properties = Map.of("total", 50);
        Event event = new Event("m" + secondsLater, PROFILE.id(), name, AT, new TreeMap<>(properties));
        return new Story.Arrival(AT.plusSeconds(secondsLater).toEpochMilli(), event);
    }
}
