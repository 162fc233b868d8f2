package io.rekindle.channels.email;

import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.close;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.reply;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.replyThenClose;
import static io.rekindle.channels.email.SmtpPhaseTest.HEAD;
import static io.rekindle.channels.email.SmtpPhaseTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.channels.email.ScriptedSmtpServer.Reaction;
import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.provider.Allowances;
import io.rekindle.engine.delivery.provider.Provider;
import io.rekindle.engine.delivery.provider.Providers;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two relays, the first preferred: when the second gets a letter, and when it must not. */
class ManyRelaysTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ScriptedSmtpServer first = new ScriptedSmtpServer("PIPELINING");
    private final ScriptedSmtpServer second = new ScriptedSmtpServer("PIPELINING");
    private final Providers channel =
            new Providers(ChannelName.EMAIL, List.of(relay("first", first), relay("second", second)), UNASKED, 0.2);

    @AfterEach
    void stop() throws IOException {
        channel.close();
        first.close();
        second.close();
    }

    private static Provider relay(String name, ScriptedSmtpServer server) {
        return new Provider(name, alone(server));
    }

    private static SmtpChannel alone(ScriptedSmtpServer server) {
        var smtp = new SmtpSettings("127.0.0.1", server.port(), null, null, Tls.NONE, null, 2, LIMIT, LIMIT, LIMIT);
        return new SmtpChannel(smtp, HEAD);
    }

    /** Relays without limits have none to ask for. */
    private static final Allowances UNASKED = new Allowances() {
        @Override
        public int takeOfSecond(String way, double perSecond, long now, int most) {
            throw new AssertionError(way);
        }

        @Override
        public void putBackSecond(String way, double perSecond, int some) {
            throw new AssertionError(way);
        }

        @Override
        public int takeOfDay(String way, LocalDate day, int cap, int most) {
            throw new AssertionError(way);
        }

        @Override
        public void putBackDay(String way, LocalDate day, int some) {
            throw new AssertionError(way);
        }

        @Override
        public Set<String> stopped() {
            return Set.of();
        }
    };

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

        assertThat(deliver()).isEqualTo(new Answer.Accepted("Q1XYZ", "second"));
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
    void the_envelope_and_data_leave_together_and_nobody_gets_a_refused_letter() {
        second.on("RCPT", reply("550 5.1.1 unknown"));
        try (SmtpChannel only = alone(second)) {
            assertThat(only.deliver(to("ann@customer.example", "t-1"))).isInstanceOf(Answer.Rejected.class);
            assertThat(second.complete)
                    .as("what RFC 2920 §3.1 wants after a 354")
                    .containsExactly("");
            assertThat(only.deliver(to("ann@customer.example", "t-1"))).isInstanceOf(Answer.Accepted.class);
        }
        assertThat(second.connections).hasValue(1);
    }
}
