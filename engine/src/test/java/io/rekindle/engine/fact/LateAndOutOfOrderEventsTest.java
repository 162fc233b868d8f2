package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LateAndOutOfOrderEventsTest {

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void give_the_same_facts_as_ordered_ones(long seed) {
        List<Event> events = steps(new RandomEvents(seed).next(120));
        events.sort(Comparator.comparing(Event::occurredAt));
        byte[] ordered = fold(events).toBytes();

        Collections.shuffle(events, new Random(seed));

        assertThat(Arrays.equals(fold(events).toBytes(), ordered)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void survive_being_written_and_read(long seed) {
        History history = fold(new RandomEvents(seed).next(80));

        assertThat(History.fromBytes(history.toBytes())).isEqualTo(history);
        assertThat(history.copy()).isEqualTo(history);
    }

    @Test
    void names_and_addresses_never_get_into_facts() {
        byte[] bytes = fold(new RandomEvents(1).next(500)).toBytes();

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("tier")
                .doesNotContain("Never in facts");
    }

    /** A step is decided once and an entry made and left once: our own events are not repeated with other contents. */
    private static List<Event> steps(List<Event> events) {
        List<String> once = List.of(
                "campaign_entered",
                "campaign_exited",
                "step_decided",
                "coupon_issued",
                "traits_changed",
                "user_registered");
        List<Event> kept = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Event event : events) {
            String what = event.key() + event.text(event.key().startsWith("coupon") ? "code" : "entry");
            if (!once.contains(event.key()) || !seen.contains(what)) {
                kept.add(event);
                seen.add(what);
            }
        }
        return kept;
    }

    private static History fold(List<Event> events) {
        History history = new History();
        events.forEach(event -> Fold.apply(history, event));
        return history;
    }
}
