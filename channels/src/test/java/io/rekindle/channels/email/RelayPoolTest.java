package io.rekindle.channels.email;

import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.close;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.reply;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.replyThenClose;
import static io.rekindle.channels.email.SmtpPhaseTest.HEAD;
import static io.rekindle.channels.email.SmtpPhaseTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.channels.email.ScriptedSmtpServer.Reaction;
import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.engine.delivery.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two relays, the first preferred: when the second gets a letter, and when it must not. */
class RelayPoolTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Instant EVENING = Instant.parse("2026-11-21T22:00:00Z");

    private final ScriptedSmtpServer first = new ScriptedSmtpServer("PIPELINING");
    private final ScriptedSmtpServer second = new ScriptedSmtpServer("PIPELINING");
    private final DailyCounts counts = DailyCounts.inMemory();
    private SmtpChannel channel = channel(Limits.NONE, Map.of(), EVENING);

    @AfterEach
    void stop() throws IOException {
        channel.close();
        first.close();
        second.close();
    }

    private SmtpChannel channel(Limits limits, Map<String, Limits> domains, Instant now) {
        return new SmtpChannel(
                List.of(relay("first", first, limits, domains), relay("second", second, Limits.NONE, Map.of())),
                HEAD,
                counts,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static RelaySettings relay(
            String name, ScriptedSmtpServer server, Limits limits, Map<String, Limits> domains) {
        var smtp = new SmtpSettings("127.0.0.1", server.port(), null, null, Tls.NONE, null, 2, LIMIT, LIMIT, LIMIT);
        return new RelaySettings(name, smtp, limits, domains);
    }

    private Answer deliver() {
        return channel.deliver(to("ann@customer.example", "t-1"));
    }

    private void deliver(int letters, String domain) {
        for (int i = 0; i < letters; i++) {
            assertThat(channel.deliver(to("ann@" + domain, "t-" + i))).isInstanceOf(Answer.Accepted.class);
        }
    }

    static Stream<Arguments> failuresOfTheRelay() {
        return Stream.of(
                new Arguments("GREETING", reply("554 go away")),
                new Arguments("GREETING", close()),
                new Arguments("MAIL", reply("451 4.3.2 system full")),
                new Arguments("MAIL", reply("550 5.7.1 not your sender")),
                new Arguments("MAIL", replyThenClose("421 4.3.2 closing")),
                new Arguments("MAIL", reply("530 5.7.0 log in first")),
                new Arguments("RCPT", reply("554 5.7.1 <a@b>: Relay access denied")),
                new Arguments("RCPT", close()),
                new Arguments("DATA", close()),
                new Arguments(".", replyThenClose("421 4.3.0 shutting down")));
    }

    private record Arguments(String verb, Reaction reaction) {}

    @ParameterizedTest
    @MethodSource("failuresOfTheRelay")
    void a_relay_that_definitely_did_not_take_it_hands_over_to_the_next(Arguments failure) {
        first.on(failure.verb(), failure.reaction());

        assertThat(deliver()).isEqualTo(new Answer.Accepted("Q1XYZ"));
        assertThat(second.complete).hasSize(1);
    }

    @Test
    void a_relay_that_is_gone_hands_over_to_the_next_and_rests_after_some_failures() {
        first.on("GREETING", Collections.nCopies(10, close()).toArray(Reaction[]::new));

        deliver(10, "customer.example");

        assertThat(second.complete).hasSize(10);
        assertThat(first.connections).as("it rests after so many failures").hasValue(5);
    }

    static Stream<Arguments> noFailuresOfTheRelay() {
        return Stream.of(
                new Arguments("RCPT", reply("450 4.7.1 greylisted")),
                new Arguments("RCPT", reply("550 5.1.1 unknown")),
                new Arguments("DATA", reply("451 4.3.0 later")),
                new Arguments(".", reply("554 5.7.1 spam")),
                new Arguments(".", reply("451 4.3.0 later")));
    }

    @ParameterizedTest
    @MethodSource("noFailuresOfTheRelay")
    void what_is_about_the_recipient_or_the_letter_is_not_tried_elsewhere(Arguments refusal) {
        first.on(refusal.verb(), refusal.reaction());

        assertThat(deliver()).isNotInstanceOfAny(Answer.Accepted.class, Answer.InDoubt.class);
        assertThat(second.connections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "DATA"})
    void a_letter_that_may_have_been_taken_is_never_given_to_another(String verb) {
        first.on(verb, verb.equals(".") ? close() : replyThenClose("354 go ahead"));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        assertThat(second.connections).hasValue(0);
    }

    @Test
    void when_none_takes_it_the_one_that_may_take_it_later_decides() {
        first.on("MAIL", reply("451 4.3.2 later"));
        second.on("MAIL", reply("550 5.7.1 not your sender"));

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Later.class, later -> assertThat(later.asked())
                .isTrue());
    }

    @Test
    void a_new_relay_carries_what_its_warm_up_allows_and_the_rest_goes_the_old_way() {
        var warmUp = new WarmUp(TODAY.minusDays(2), 10, 100, 30);
        channel =
                channel(new Limits(0, warmUp), Map.of("gmail.com", new Limits(0, new WarmUp(TODAY, 4, 0, 9))), EVENING);

        deliver(10, "Gmail.com");
        assertThat(first.complete).as("to gmail.com").hasSize(4);
        deliver(50, "customer.example");
        assertThat(first.complete).as("10, doubled twice").hasSize(40);
        assertThat(second.complete).hasSize(20);

        channel.close();
        channel = channel(new Limits(0, warmUp), Map.of(), EVENING.plus(Duration.ofHours(3)));
        deliver(90, "customer.example");
        assertThat(first.complete).as("the next day").hasSize(40 + 80);
    }

    @Test
    void without_another_way_it_waits_for_tomorrow_and_nobody_was_asked() {
        var only = relay("only", first, new Limits(0, new WarmUp(TODAY, 1, 0, 9)), Map.of());
        channel = new SmtpChannel(List.of(only), HEAD, counts, Clock.fixed(EVENING, ZoneOffset.UTC));
        deliver(1, "customer.example");

        assertThat(deliver())
                .isEqualTo(new Answer.Later(
                        "relay only: its letters of today are used up while it warms up", Duration.ofHours(2), false));
        assertThat(first.complete).hasSize(1);
    }

    @Test
    void a_letter_that_its_relay_did_not_take_leaves_the_days_count_as_it_was() {
        channel = channel(new Limits(0, new WarmUp(TODAY, 1, 0, 9)), Map.of(), EVENING);
        first.on("MAIL", reply("451 4.3.2 later"));

        deliver(2, "customer.example");

        assertThat(first.complete)
                .as("and one to nobody")
                .filteredOn(data -> !data.isEmpty())
                .hasSize(1);
        assertThat(second.complete).hasSize(1);
    }

    @Test
    void many_threads_never_exceed_the_pace() throws Exception {
        var only = relay("only", first, new Limits(100, null), Map.of());
        channel = new SmtpChannel(List.of(only), HEAD, counts, Clock.systemUTC());
        var threads = java.util.concurrent.Executors.newFixedThreadPool(4);
        try {
            long begun = System.nanoTime();
            for (var answer : threads.invokeAll(Collections.nCopies(41, this::deliver))) {
                assertThat(answer.get()).isInstanceOf(Answer.Accepted.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_pace_gives_each_its_moment_and_saves_none_up() {
        var pace = new Pace(10);
        Duration patience = Duration.ofMillis(250);

        assertThat(IntStream.range(0, 3).mapToObj(i -> pace.take(0, patience).toMillis()))
                .containsExactly(0L, 100L, 200L);
        assertThat(pace.take(0, patience)).as("not taken").isEqualTo(Duration.ofMillis(300));
        assertThat(pace.take(0, patience)).isEqualTo(Duration.ofMillis(300));
        long later = Duration.ofSeconds(60).toNanos();
        assertThat(pace.take(later, patience)).isZero();
        assertThat(pace.take(later, patience)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_warm_up_grows_by_the_day_and_ends() {
        var warmUp = new WarmUp(TODAY, 50, 50, 10);

        assertThat(warmUp.capOn(TODAY.minusDays(3))).hasValue(50);
        assertThat(warmUp.capOn(TODAY)).hasValue(50);
        assertThat(warmUp.capOn(TODAY.plusDays(2))).hasValue(112);
        assertThat(warmUp.capOn(TODAY.plusDays(9))).hasValue(1922);
        assertThat(warmUp.capOn(TODAY.plusDays(10))).isEmpty();
    }

    @Test
    void the_envelope_and_data_leave_together_and_nobody_gets_a_refused_letter() {
        second.on("RCPT", reply("550 5.1.1 unknown"));
        var only = relay("only", second, Limits.NONE, Map.of());
        channel = new SmtpChannel(List.of(only), HEAD, counts, Clock.systemUTC());

        assertThat(deliver()).isInstanceOf(Answer.Rejected.class);
        assertThat(second.complete).as("what RFC 2920 §3.1 wants after a 354").containsExactly("");
        assertThat(deliver()).isInstanceOf(Answer.Accepted.class);
        assertThat(second.connections).hasValue(1);
    }
}
