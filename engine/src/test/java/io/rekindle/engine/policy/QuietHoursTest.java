package io.rekindle.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.book.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void hold_a_message_at_night_until_the_customers_morning() {
        assertThat(allowed("2026-03-01T22:00:00+08:00", SHANGHAI)).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(allowed("2026-03-02T07:59:59+08:00", SHANGHAI)).isEqualTo("2026-03-02T00:00:00Z");
    }

    @Test
    void let_a_message_through_right_at_their_end_and_right_before_their_start() {
        assertThat(allowed("2026-03-02T08:00:00+08:00", SHANGHAI)).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(allowed("2026-03-02T21:59:59+08:00", SHANGHAI)).isEqualTo("2026-03-02T13:59:59Z");
    }

    @Test
    void go_by_the_clock_of_each_zone() {
        assertThat(allowed("2026-03-02T13:00:00Z", NEW_YORK)).isEqualTo("2026-03-02T13:00:00Z");
        assertThat(allowed("2026-03-02T12:00:00Z", NEW_YORK)).isEqualTo("2026-03-02T13:00:00Z");
    }

    @Test
    void end_an_hour_sooner_on_the_day_the_clocks_go_forward() {
        assertThat(allowed("2026-03-08T04:00:00Z", NEW_YORK)).isEqualTo("2026-03-08T12:00:00Z");
    }

    @Test
    void end_an_hour_later_on_the_day_the_clocks_go_back() {
        assertThat(allowed("2026-11-01T04:00:00Z", NEW_YORK)).isEqualTo("2026-11-01T13:00:00Z");
    }

    @Test
    void a_no_send_day_moves_a_message_to_the_next_morning() {
        assertThat(allowed("2026-02-17T15:00:00+08:00", SHANGHAI)).isEqualTo("2026-02-18T00:00:00Z");
    }

    @Test
    void without_them_a_message_leaves_at_once() {
        long instant = Instant.parse("2026-03-01T20:00:00Z").toEpochMilli();

        assertThat(new QuietTime(policy(null), SHANGHAI).firstAllowed(instant)).isEqualTo(instant);
    }

    private static String allowed(String instant, ZoneId zone) {
        Policy policy = policy(new Policy.QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)));
        long at = java.time.OffsetDateTime.parse(instant).toInstant().toEpochMilli();
        return Instant.ofEpochMilli(new QuietTime(policy, zone).firstAllowed(at))
                .toString();
    }

    private static Policy policy(Policy.@Nullable QuietHours quiet) {
        return new Policy(
                SHANGHAI,
                true,
                "CNY",
                quiet,
                true,
                List.of(),
                List.of(),
                Set.of(LocalDate.of(2026, 2, 17)),
                Map.of(),
                List.of(),
                null,
                80,
                100,
                Map.of());
    }
}
