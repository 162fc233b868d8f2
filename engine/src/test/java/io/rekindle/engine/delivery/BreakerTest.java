package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration TRIAL = Duration.ofMinutes(1);
    private static final Answer DOWN = new Answer.Later("no connection", null);
    private static final Answer TAKEN = new Answer.Accepted("1");

    private final Breaker breaker = new Breaker();
    private long now = 1_000_000;

    private int allowed() {
        return breaker.allows(10, now, TRIAL);
    }

    private void ends(Answer answer, int times) {
        for (int time = 0; time < times; time++) {
            breaker.ended(answer, now);
        }
    }

    @Test
    void lets_everything_through_while_the_provider_answers() {
        ends(DOWN, 4);
        ends(TAKEN, 1);
        ends(DOWN, 4);
        assertThat(allowed()).isEqualTo(10);
    }

    @Test
    void opens_after_five_failures_in_a_row_and_then_tries_one_message_at_a_time() {
        ends(DOWN, 5);
        assertThat(allowed()).isZero();
        now += 4_999;
        assertThat(allowed()).isZero();
        now += 1;
        assertThat(allowed()).as("one on trial").isEqualTo(1);
        assertThat(allowed()).as("no other meanwhile").isZero();
        ends(TAKEN, 1);
        assertThat(allowed()).isEqualTo(10);
    }

    @Test
    void opens_for_twice_as_long_when_the_trial_fails_and_for_five_minutes_at_most() {
        ends(DOWN, 5);
        long pause = 5_000;
        for (int trial = 0; trial < 10; trial++) {
            now += pause;
            assertThat(allowed()).isEqualTo(1);
            ends(DOWN, 1);
            pause = Math.min(300_000, pause * 2);
            assertThat(breaker.openUntil()).isEqualTo(now + pause);
        }
    }

    @Test
    void counts_failures_of_many_connections_at_one_moment_as_one_opening() {
        ends(DOWN, 40);
        assertThat(breaker.openUntil()).isEqualTo(now + 5_000);
    }

    @Test
    void takes_a_refused_message_for_an_answer() {
        ends(DOWN, 4);
        ends(new Answer.Rejected("no such mailbox", true), 1);
        ends(DOWN, 4);
        assertThat(allowed()).isEqualTo(10);
    }

    @Test
    void waits_as_long_as_the_provider_asks_without_taking_it_to_be_down() {
        ends(new Answer.Later("too many requests", Duration.ofSeconds(20)), 1);
        assertThat(allowed()).isZero();
        assertThat(breaker.isOpen()).isFalse();
        ends(TAKEN, 1);
        assertThat(allowed()).as("one that was under way before").isZero();
        now += 20_000;
        assertThat(allowed()).as("one first").isEqualTo(1);
        ends(TAKEN, 1);
        assertThat(allowed()).isEqualTo(10);
    }

    @Test
    void lets_another_message_on_trial_where_there_was_none_or_it_never_ended() {
        ends(DOWN, 5);
        now += 5_000;
        assertThat(allowed()).isEqualTo(1);
        breaker.unused();
        assertThat(allowed()).isEqualTo(1);
        now += TRIAL.toMillis();
        assertThat(allowed()).isEqualTo(1);
    }
}
