package io.rekindle.engine.sweep;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Some weeks around a day that is hard for clocks and calendars somewhere, and the zones of customers then. */
record Season(LocalDate day) {

    private static final long DAYS = 8;

    static final List<Season> ALL = Stream.of(
                    "2026-03-08",
                    "2026-03-29",
                    "2026-04-05",
                    "2026-04-24",
                    "2026-09-06",
                    "2026-09-27",
                    "2026-10-25",
                    "2026-11-01",
                    "2026-12-31",
                    "2028-02-29",
                    "2011-12-30")
            .map(LocalDate::parse)
            .map(Season::new)
            .toList();

    /** Days of 23, 23.5, 24, 24.5 and 25 hours, one left out, offsets of half hours and quarters. */
    private static final List<ZoneId> ZONES = Stream.of(
                    "Europe/Berlin",
                    "Europe/Dublin",
                    "America/New_York",
                    "America/St_Johns",
                    "America/Santiago",
                    "Australia/Lord_Howe",
                    "Africa/Cairo",
                    "Africa/Casablanca",
                    "Antarctica/Troll",
                    "Pacific/Chatham",
                    "Pacific/Apia",
                    "Asia/Kathmandu",
                    "Asia/Kolkata",
                    "Asia/Shanghai",
                    "UTC")
            .map(ZoneId::of)
            .toList();

    long begin() {
        return day.minusDays(DAYS).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    long end() {
        return day.plusDays(DAYS).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** Mostly one whose clocks change in the season. */
    ZoneId zone(Random random) {
        List<ZoneId> changing =
                ZONES.stream().filter(zone -> change(zone) < end()).toList();
        List<ZoneId> from = changing.isEmpty() || random.nextInt(4) == 0 ? ZONES : changing;
        return from.get(random.nextInt(from.size()));
    }

    /** The first change of the clock, epoch milliseconds; long after the season where there is none. */
    long change(ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(begin()));
        return change == null ? Long.MAX_VALUE : change.getInstant().toEpochMilli();
    }
}
