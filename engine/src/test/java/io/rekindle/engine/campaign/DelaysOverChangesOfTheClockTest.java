package io.rekindle.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two events the earlier one can come due later, where the clocks change between. Both strike, each in its time. */
class DelaysOverChangesOfTheClockTest {

    @ParameterizedTest
    @CsvSource({
        // A day later there is no 02:30: it is 03:30, and later than a day after 03:15.
        "Europe/Berlin, 2026-03-28T01:30:00Z, 2026-03-28T02:15:00Z, 1, 2026-03-29T01:15:00Z, 2026-03-29T01:30:00Z",
        // Two days later there is no such day: it is the one after.
        "Pacific/Apia, 2011-12-28T11:00:00Z, 2011-12-29T10:00:00Z, 2, 2011-12-30T10:00:00Z, 2011-12-30T11:00:00Z"
    })
    void both_of_two_events_that_change_places_strike(
            String zone, Instant first, Instant second, int days, Instant strikesFirst, Instant strikesSecond) {
        Profile profile = new Profile(new CustomerId("c1"), ZoneId.of(zone), "en", Set.of());
        History history = new History();
        for (Instant at : List.of(first, second)) {
            Fold.apply(history, new Event("m" + at, profile.id(), "Coupon Viewed", at, new TreeMap<>()));
        }
        Trigger.OnEvent trigger = new Trigger.OnEvent("coupon_viewed", new Span(days, ChronoUnit.DAYS), false);

        List<Instant> strikes = new ArrayList<>();
        List<Instant> occasions = new ArrayList<>();
        long at = second.toEpochMilli();
        for (long next = at;
                next != History.NEVER;
                next = Triggering.nextDelayed(trigger, new Facts(profile, history, at))) {
            at = next;
            Triggering.struck(trigger, new Facts(profile, history, at), at - 1)
                    .ifPresent(occasion -> occasions.add(Instant.ofEpochMilli(occasion)));
            strikes.add(Instant.ofEpochMilli(at));
        }

        assertThat(strikes).containsExactly(second, strikesFirst, strikesSecond);
        assertThat(occasions).containsExactly(second, first);
    }
}
