package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In every zone, at random instants and around every kind of change of the clock: what java.time says. */
class LocalDaysTest {

    private final Random random = new Random(11);

    @Test
    void days_are_those_of_the_calendar_in_every_zone() {
        List<ZoneId> zones = new ArrayList<>(List.of(ZoneOffset.UTC, ZoneOffset.ofHoursMinutesSeconds(1, 23, 45)));
        ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).forEach(zones::add);
        for (ZoneId zone : zones) {
            for (long instant : instants(zone)) {
                holds(zone, instant);
            }
        }
    }

    private List<Long> instants(ZoneId zone) {
        List<Long> instants = new ArrayList<>(List.of(0L, -1L, Long.MAX_VALUE / 1000));
        for (int time = 0; time < 20; time++) {
            Instant any = Instant.ofEpochSecond(random.nextLong(-500_000_000L, 5_000_000_000L));
            instants.add(any.toEpochMilli());
            ZoneOffsetTransition change = zone.getRules().nextTransition(any);
            if (change != null) {
                long at = change.toEpochSecond() * 1000;
                instants.addAll(List.of(at - 1, at, at + random.nextInt(200_000_000) - 100_000_000));
            }
        }
        return instants;
    }

    private void holds(ZoneId zone, long instant) {
        LocalDays days = LocalDays.of(zone);
        ZonedDateTime local = Instant.ofEpochMilli(instant).atZone(zone);
        LocalDate date = local.toLocalDate();
        long day = date.toEpochDay();
        int more = random.nextInt(800) - 400;
        LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(60));

        String where = zone + " " + local + " " + more + " " + time;
        assertThat(days.dayOf(instant)).as(where).isEqualTo(day);
        assertThat(days.minuteOf(instant))
                .as(where)
                .isEqualTo(local.toLocalTime().toSecondOfDay() / 60);
        assertThat(days.startOf(day + more))
                .as(where)
                .isEqualTo(date.plusDays(more).atStartOfDay(zone).toInstant().toEpochMilli());
        assertThat(days.plusDays(instant, more))
                .as(where)
                .isEqualTo(local.plusDays(more).toInstant().toEpochMilli());
        assertThat(days.at(day + more, time))
                .as(where)
                .isEqualTo(date.plusDays(more)
                        .atTime(time)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli());
    }
}
