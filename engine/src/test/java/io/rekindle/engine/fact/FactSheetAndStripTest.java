package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.event.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactSheetAndStripTest {

    private static final CustomerId LIN = new CustomerId("lin");
    private static final Profile PROFILE = new Profile(LIN, ZoneOffset.UTC, "en", Set.of());

    private final History history = new History();
    private int count;

    private void happened(String name, String at, Map<String, Object> properties) {
        Fold.apply(history, new Event("m" + count++, LIN, name, Instant.parse(at), new TreeMap<>(properties)));
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private FactSheet sheet(String at) {
        return FactSheet.of(new Facts(PROFILE, history, at(at)), RfmCells.DEFAULT);
    }

    @Test
    void a_sheet_shows_what_was_on_at_its_instant() {
        happened("Consent Granted", "2026-01-01T00:00:00Z", Map.of("topic", "marketing_sms"));
        happened("Consent Withdrawn", "2026-03-01T00:00:00Z", Map.of("topic", "marketing_sms"));
        happened("Tag Added", "2026-02-01T00:00:00Z", Map.of("tag", "vip"));
        happened("Unsubscribed", "2026-02-10T00:00:00Z", Map.of("channel", "sms"));
        happened("Order Completed", "2026-02-05T00:00:00Z", Map.of("total", 100));

        FactSheet before = sheet("2026-02-20T00:00:00Z");
        FactSheet after = sheet("2026-03-20T00:00:00Z");

        assertThat(before.consents()).containsExactly("marketing_sms");
        assertThat(after.consents()).isEmpty();
        assertThat(before.tags()).containsExactly("vip");
        assertThat(before.stopped()).containsExactly("sms");
        assertThat(before.orders()).isEqualTo(1);
        assertThat(before.spend()).isEqualTo(10_000);
        assertThat(before.lastOrder()).isEqualTo(at("2026-02-05T00:00:00Z"));
        assertThat(sheet("2026-01-02T00:00:00Z").orders()).isZero();
        assertThat(sheet("2026-01-02T00:00:00Z").recency()).isZero();
    }

    @Test
    void a_strip_begins_inside_the_state_of_its_beginning() {
        happened("Lifecycle Changed", "2025-01-01T00:00:00Z", Map.of("to", "new"));
        happened("Lifecycle Changed", "2026-02-01T00:00:00Z", Map.of("to", "dormant"));
        happened("Order Completed", "2025-02-01T00:00:00Z", Map.of("total", 1));
        happened("Order Completed", "2026-01-15T00:00:00Z", Map.of("total", 1));
        happened("Page Viewed", "2026-01-16T00:00:00Z", Map.of());

        Strip strip = Strip.of(history, at("2026-01-01T00:00:00Z"), at("2026-03-01T00:00:00Z"));

        assertThat(strip.orders()).containsExactly(at("2026-01-15T00:00:00Z"));
        assertThat(strip.visits()).hasSize(1);
        assertThat(strip.stays())
                .containsExactly(
                        new Strip.Stay(LifecycleState.NEW, at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")),
                        new Strip.Stay(LifecycleState.DORMANT, at("2026-02-01T00:00:00Z"), at("2026-03-01T00:00:00Z")));
    }

    @Test
    void an_event_called_lifecycle_is_not_a_state() {
        happened("Lifecycle", "2026-01-01T00:00:00Z", Map.of());

        assertThat(new Facts(PROFILE, history, at("2026-02-01T00:00:00Z")).recordedLifecycle())
                .isEmpty();
    }
}
