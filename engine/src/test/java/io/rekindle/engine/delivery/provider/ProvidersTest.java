package io.rekindle.engine.delivery.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Answer.Cause;
import io.rekindle.engine.delivery.Channel;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two providers: when the second gets a message, and when it must not. */
class ProvidersTest {

    private static final Duration TRIAL = Duration.ofMinutes(1);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Answer TAKEN = new Answer.Accepted("id");
    private static final Answer DOWN = new Answer.Later("no connection", null);

    private final Answering first = new Answering();
    private final Answering second = new Answering();
    private final AllowancesInMemory allowances = new AllowancesInMemory();
    private Providers providers = providers(limited(first, "first", Limits.NONE, Map.of()));
    private long now = Instant.parse("2026-11-21T22:00:00Z").toEpochMilli();

    /** Answers what it is told to, and counts. */
    private static final class Answering implements Channel {
        private final List<Message> asked = new ArrayList<>();
        private Answer answer = TAKEN;

        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public Answer deliver(Message message) {
            asked.add(message);
            return answer;
        }
    }

    private static Provider limited(Channel channel, String name, Limits limits, Map<String, Limits> domains) {
        return new Provider(name, channel, 0, limits, domains);
    }

    private Providers providers(Provider preferred) {
        return new Providers(ChannelName.EMAIL, List.of(preferred, new Provider("second", second)), allowances, 0.2);
    }

    private static Message message(String domain, int attempt) {
        var to = new ContactPoint(ChannelName.EMAIL, "ann@" + domain);
        return new Message("t-1", to, new Content("Hi", "Hello", null), "en", "", Long.MAX_VALUE, attempt);
    }

    private Turn turn(int most) {
        return providers.turn(most, TRIAL, () -> now);
    }

    private Answer deliver(int attempt) {
        try (Turn turn = turn(1)) {
            return turn.deliver(message("customer.example", attempt));
        }
    }

    private void deliver(int letters, String domain) {
        for (int letter = 0; letter < letters; letter++) {
            try (Turn turn = turn(1)) {
                assertThat(turn.deliver(message(domain, 1))).isInstanceOf(Answer.Accepted.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"PROVIDER", "NOT_CARRIED"})
    void the_next_carries_what_one_definitely_did_not_take_for_a_reason_of_its_own(Cause cause) {
        first.answer = new Answer.Later("busy", Duration.ofSeconds(1), cause);
        assertThat(deliver(1)).isEqualTo(new Answer.Accepted("id", "second"));
        first.answer = new Answer.Rejected("not from you", false, false, cause);
        now += 1_000;
        assertThat(deliver(1)).isEqualTo(new Answer.Accepted("id", "second"));
        assertThat(first.asked).hasSize(2);
    }

    @Test
    void a_stopped_provider_gets_no_place_and_the_next_carries() {
        allowances.stop("first");
        assertThat(deliver(1)).isEqualTo(new Answer.Accepted("id", "second"));
        assertThat(first.asked).isEmpty();
        allowances.stop("second");
        try (Turn turn = turn(5)) {
            assertThat(turn.places()).isZero();
        }
    }

    @Test
    void one_that_is_stopped_in_the_middle_of_a_turn_gets_no_message_a_second_later() {
        try (Turn turn = turn(5)) {
            assertThat(turn.deliver(message("customer.example", 1))).isEqualTo(new Answer.Accepted("id", "first"));
            allowances.stop("first");
            allowances.stop("second");
            now += 1_000;
            Answer.Later told = (Answer.Later) turn.deliver(message("customer.example", 1));
            assertThat(told.cause()).isEqualTo(Cause.OUR_LIMITS);
            assertThat(told.why()).contains("stopped by a person");
        }
        assertThat(first.asked).hasSize(1);
        assertThat(second.asked).isEmpty();
    }

    @Test
    void nobody_else_carries_what_one_may_have_taken() {
        first.answer = new Answer.InDoubt("no reply");
        assertThat(deliver(1)).isEqualTo(new Answer.InDoubt("no reply", "first"));
        assertThat(second.asked).isEmpty();
    }

    @Test
    void nobody_else_is_asked_for_what_is_about_the_recipient() {
        first.answer = new Answer.Rejected("no such mailbox", true);
        assertThat(deliver(1)).isEqualTo(first.answer);
        first.answer = new Answer.Later("greylisted", null, Cause.MESSAGE);
        assertThat(deliver(1)).isEqualTo(first.answer);
        assertThat(second.asked).isEmpty();
    }

    @Test
    void one_that_failed_five_times_running_is_left_alone_while_the_other_goes_on() {
        first.answer = DOWN;
        deliver(10, "customer.example");
        assertThat(first.asked).hasSize(5);
        assertThat(second.asked).hasSize(10);
        assertThat(providers.down()).containsExactly("first");

        now += 5_000;
        first.answer = TAKEN;
        deliver(2, "customer.example");
        assertThat(first.asked).hasSize(7);
        assertThat(providers.down()).isEmpty();
    }

    @Test
    void our_own_limits_and_what_is_about_messages_say_nothing_of_a_provider() {
        first.answer = new Answer.Later("greylisted", null, Cause.MESSAGE);
        for (int letter = 0; letter < 20; letter++) {
            deliver(1);
        }
        assertThat(providers.down()).isEmpty();
        first.answer = TAKEN;
        providers = providers(limited(first, "first", new Limits(1, null), Map.of()));
        deliver(20, "customer.example");
        assertThat(providers.down()).isEmpty();
    }

    @Test
    void one_that_does_not_carry_a_message_is_neither_well_nor_ill_by_that() {
        for (int letter = 0; letter < 10; letter++) {
            first.answer = DOWN;
            deliver(1);
            first.answer = new Answer.Later("not to there", null, Cause.NOT_CARRIED);
            deliver(2);
        }
        assertThat(providers.down()).containsExactly("first");
        first.asked.clear();
        now += 5_000;
        deliver(1);
        assertThat(providers.down()).as("not well by that").containsExactly("first");
    }

    @Test
    void one_that_asks_for_time_gets_it_and_then_one_message_first() {
        first.answer = new Answer.Later("too many", Duration.ofMinutes(20));
        deliver(10, "customer.example");
        assertThat(first.asked).hasSize(1);
        now += Duration.ofMinutes(20).toMillis() - 1;
        deliver(1, "customer.example");
        assertThat(first.asked).hasSize(1);
        now += 1;
        try (Turn turn = turn(10)) {
            assertThat(turn.places()).isEqualTo(10);
            turn.deliver(message("customer.example", 1));
            turn.deliver(message("customer.example", 1));
            assertThat(first.asked).hasSize(2);
        }
    }

    @Test
    void when_none_takes_it_the_one_that_may_take_it_later_decides() {
        first.answer = DOWN;
        second.answer = new Answer.Rejected("not your sender", false, false, Cause.PROVIDER);
        assertThat(deliver(1)).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.asked())
                .isTrue());
    }

    @Test
    void no_more_is_taken_up_than_somebody_can_carry() {
        providers = new Providers(
                ChannelName.EMAIL, List.of(limited(first, "first", new Limits(4, null), Map.of())), allowances, 0.2);
        try (Turn turn = turn(10)) {
            assertThat(turn.places()).isEqualTo(4);
            turn.deliver(message("customer.example", 1));
        }
        try (Turn turn = turn(10)) {
            assertThat(turn.places()).as("three were given back").isEqualTo(3);
        }
    }

    @Test
    void what_is_too_much_for_one_a_second_goes_to_the_next() {
        providers = providers(limited(first, "first", new Limits(4, null), Map.of()));
        deliver(10, "customer.example");
        assertThat(first.asked).hasSize(4);
        assertThat(second.asked).hasSize(6);
    }

    @Test
    void messages_are_dealt_out_by_shares_and_whoever_has_none_gets_what_is_left_over() {
        var third = new Answering();
        providers = new Providers(
                ChannelName.EMAIL,
                List.of(
                        new Provider("third", third),
                        new Provider("first", first, 80, Limits.NONE, Map.of()),
                        new Provider("second", second, 20, Limits.NONE, Map.of())),
                allowances,
                0.2);
        deliver(100, "customer.example");
        assertThat(List.of(first.asked.size(), second.asked.size(), third.asked.size()))
                .containsExactly(80, 20, 0);
        first.answer = DOWN;
        deliver(10, "customer.example");
        assertThat(third.asked).hasSize(8);
    }

    @Test
    void a_new_relay_carries_what_its_warm_up_allows_and_the_rest_goes_the_old_way() {
        var warmUp = new WarmUp(TODAY.minusDays(2), 10, 100, 30);
        providers = providers(limited(
                first, "first", new Limits(0, warmUp), Map.of("gmail.com", new Limits(0, new WarmUp(TODAY, 4, 0, 9)))));

        deliver(10, "Gmail.com");
        assertThat(first.asked).as("to gmail.com").hasSize(4);
        deliver(50, "customer.example");
        assertThat(first.asked).as("10, doubled twice").hasSize(40);
        assertThat(second.asked).hasSize(20);

        now += Duration.ofHours(3).toMillis();
        deliver(90, "customer.example");
        assertThat(first.asked).as("the next day").hasSize(40 + 80);
    }

    @Test
    void without_another_way_it_waits_for_tomorrow_and_nobody_was_asked() {
        var once = new Limits(0, new WarmUp(TODAY, 1, 0, 9));
        providers = new Providers(ChannelName.EMAIL, List.of(limited(first, "only", once, Map.of())), allowances, 0.2);
        deliver(1, "customer.example");

        assertThat(deliver(1)).isEqualTo(new Answer.Later("only: no place", Duration.ofHours(2), Cause.OUR_LIMITS));
        assertThat(first.asked).hasSize(1);
    }

    @Test
    void a_message_that_its_provider_did_not_take_leaves_the_days_count_as_it_was() {
        providers = providers(limited(first, "first", new Limits(0, new WarmUp(TODAY, 1, 0, 9)), Map.of()));
        first.answer = DOWN;
        deliver(1, "customer.example");
        first.answer = TAKEN;
        deliver(2, "customer.example");
        assertThat(first.asked).hasSize(2);
        assertThat(second.asked).hasSize(2);
    }

    @Test
    void second_attempts_at_an_ill_provider_are_a_fifth_of_the_first_ones() {
        providers = new Providers(ChannelName.EMAIL, List.of(new Provider("only", first)), allowances, 0.2);
        // Ill, not down: every other message fails.
        int seconds = 0;
        for (int message = 0; message < 400; message++) {
            first.answer = TAKEN;
            deliver(1);
            first.answer = DOWN;
            seconds += turn(1).mayRetry() && !isOurLimits(deliver(2)) ? 1 : 0;
        }
        assertThat(seconds).as("10 to begin with, and 400 / 5").isBetween(88, 90);

        first.answer = TAKEN;
        now += Duration.ofSeconds(10).toMillis();
        for (int message = 0; message < 400; message++) {
            assertThat(deliver(2)).as("what piled up leaves").isInstanceOf(Answer.Accepted.class);
        }
    }

    private static boolean isOurLimits(Answer answer) {
        return answer instanceof Answer.Later later && !later.asked();
    }

    @Test
    void two_of_one_name_cannot_be_told_apart() {
        assertThatThrownBy(() -> providers(new Provider("second", first))).hasMessageContaining("another name");
    }
}
