package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A history cut at an instant. */
class KnownByThenTest {

    /** What Rekindle itself does, it does now: it is never known before its time. */
    private static final Set<String> OF_REKINDLE =
            Set.of("campaign_entered", "campaign_exited", "step_decided", "coupon_issued");

    @Test
    void does_not_show_a_registration_to_come() {
        CustomerId customer = new CustomerId("c1");
        Instant ordered = Instant.parse("2026-11-01T12:00:00Z");
        History history = new History();
        Fold.apply(history, new Event("m1", customer, "Order Completed", ordered, new TreeMap<>()));
        Fold.apply(
                history, new Event("m2", customer, "User Registered", ordered.plusSeconds(999_999), new TreeMap<>()));
        Profile profile = new Profile(customer, ZoneOffset.UTC, "en", Set.of());

        Facts twoDaysLater =
                new Facts(profile, history, ordered.plusSeconds(2 * 86_400).toEpochMilli());

        assertThat(twoDaysLater.daysSinceRegistered("==", 2)).isTrue();
    }

    @Test
    void is_the_fold_of_what_happened_by_then() {
        for (long seed = 0; seed < 200; seed++) {
            List<Event> events = new RandomEvents(seed).next(60);
            long at = events.get(0).occurredAt().toEpochMilli();
            History all = new History();
            History past = new History();
            for (Event event : events) {
                boolean later = event.occurredAt().toEpochMilli() > at;
                if (!later) {
                    Fold.apply(past, event);
                }
                if (!later || !OF_REKINDLE.contains(event.key())) {
                    Fold.apply(all, event);
                }
            }
            assertThat(all.until(at)).as("seed " + seed).isEqualTo(past);
        }
    }
}
