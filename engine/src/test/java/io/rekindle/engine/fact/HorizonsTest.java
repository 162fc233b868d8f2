package io.rekindle.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.sentence.Vocabulary;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever time alone can change: the horizon that an answer notes is the first instant at which the answer differs. Every
 * fact of the vocabulary is asked of random customers around changes of the clock, in zones where days have 23, 23.5, 24 and
 * 25 hours or begin at one o'clock.
 */
class HorizonsTest {

    private static final int CUSTOMERS_OF_A_FACT = 40;
    private static final int CUSTOMERS_OF_A_CONSTANT = 8;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long FINE_STEP = 13 * MINUTE;
    private static final long STEP = 10 * 60 * MINUTE + 1;

    /** Each with the local time of one of its changes of the clock. */
    private static final Map<String, String> ZONES = new TreeMap<>(Map.of(
            "Asia/Shanghai", "2026-03-29T02:00",
            "Europe/Berlin", "2026-03-29T02:00",
            "America/New_York", "2026-11-01T02:00",
            "Australia/Lord_Howe", "2026-04-05T02:00",
            "Africa/Cairo", "2026-04-24T00:00",
            "America/Santiago", "2026-09-06T00:00",
            "America/St_Johns", "2026-03-08T02:00"));

    private static final Set<String> FLIPPED = new TreeSet<>();

    static Stream<String> zones() {
        return ZONES.keySet().stream();
    }

    private static List<Facts> customers(String zone, Random random) {
        ZoneId id = ZoneId.of(zone);
        Instant change =
                LocalDateTime.parse(ZONES.getOrDefault(zone, "")).atZone(id).toInstant();
        return Stream.generate(() -> new RandomCustomer(id, change, random).facts())
                .limit(4L * CUSTOMERS_OF_A_FACT)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("zones")
    void the_horizon_is_the_first_instant_at_which_the_answer_changes(String zone) {
        Random random = new Random(zone.hashCode());
        List<Facts> customers = new ArrayList<>(customers(zone, random));
        for (Vocabulary.Fact fact : AnyQuestion.facts()) {
            Collections.shuffle(customers, random);
            int some = fact.timed() ? CUSTOMERS_OF_A_FACT : CUSTOMERS_OF_A_CONSTANT;
            for (Facts facts : customers.subList(0, some)) {
                check(facts, AnyQuestion.of(fact, random));
            }
        }
    }

    private static void check(Facts facts, AnyQuestion question) {
        facts.ask(new BitSet());
        Object now = question.of(facts);
        long horizon = facts.horizon();
        if (!question.fact().timed()) {
            assertThat(horizon)
                    .as("%s is said not to change by time alone", question)
                    .isEqualTo(History.NEVER);
        }
        long end = Math.min(horizon, facts.asOf() + 70 * DAY);
        for (long at = facts.asOf() + 1; at < end; at += at < facts.asOf() + 2 * DAY ? FINE_STEP : STEP) {
            if (!question.of(facts.at(at)).equals(now)) {
                throw new AssertionError(question + " of " + facts + " changes before " + Instant.ofEpochMilli(end)
                        + ", at " + Instant.ofEpochMilli(at));
            }
        }
        if (horizon != History.NEVER) {
            FLIPPED.add(question.fact().name());
            assertThat(question.of(facts.at(horizon - 1)))
                    .as("%s of %s, just before %s", question, facts, Instant.ofEpochMilli(horizon))
                    .isEqualTo(now);
            assertThat(question.of(facts.at(horizon)))
                    .as("%s of %s, at %s", question, facts, Instant.ofEpochMilli(horizon))
                    .isNotEqualTo(now);
        }
    }

    @AfterAll
    static void every_timed_fact_changed_for_somebody() {
        assertThat(AnyQuestion.facts().stream().filter(Vocabulary.Fact::timed).map(Vocabulary.Fact::name))
                .allMatch(FLIPPED::contains);
    }
}
