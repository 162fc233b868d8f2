package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.event.Event;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A history cut at an instant. */
class KnownByThenTest {

    /** What Rekindle itself does, it does now: it is never known before its time. */
    private static final Set<String> OF_REKINDLE =
            Set.of("campaign_entered", "campaign_exited", "step_decided", "coupon_issued");

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
