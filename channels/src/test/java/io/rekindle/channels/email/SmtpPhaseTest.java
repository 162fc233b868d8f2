package io.rekindle.channels.email;

import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.close;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.reply;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.replyThenClose;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.replyThenReset;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.reset;
import static io.rekindle.channels.email.ScriptedSmtpServer.Reaction.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.channels.ClosedPort;
import io.rekindle.channels.email.ScriptedSmtpServer.Reaction;
import io.rekindle.channels.email.SmtpSettings.Tls;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Answer.Cause;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay that refuses, falls silent or goes away at each point of the transaction, with and without pipelining. */
class SmtpPhaseTest {

    /** Longer than any reply takes, and long enough for a silence. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Duration IMPATIENT = Duration.ofSeconds(1);

    static final Letterhead HEAD = Letterhead.of("shop@shop.example", "The Shop", "shop.example");

    private ScriptedSmtpServer server = new ScriptedSmtpServer();
    private SmtpChannel channel = channel(server.port(), PATIENT);

    private static SmtpChannel channel(int port, Duration limit) {
        return new SmtpChannel(
                new SmtpSettings("127.0.0.1", port, null, null, Tls.NONE, null, 4, PATIENT, limit, PATIENT), HEAD);
    }

    static Message to(String address, String id) {
        return new Message(
                id, new ContactPoint(ChannelName.EMAIL, address), new Content("Hello", "Hello there.\n", null), "en");
    }

    @AfterEach
    void stop() throws IOException {
        channel.close();
        server.close();
    }

    private void serverWith(String... extensions) {
        server = new ScriptedSmtpServer(extensions);
        channel = channel(server.port(), PATIENT);
    }

    /** A relay that falls silent is not waited for as long as one that answers slowly. */
    private void expect(Reaction reaction) {
        channel = channel(server.port(), reaction.equals(silence()) ? IMPATIENT : PATIENT);
    }

    private Answer deliver() {
        return channel.deliver(to("ann@customer.example", "t-1"));
    }

    static Stream<String> extensions() {
        return Stream.of("SIZE 1000000", "PIPELINING");
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void a_message_taken_is_accepted_under_the_relays_id(String extension) {
        serverWith(extension);

        assertThat(deliver()).isEqualTo(new Answer.Accepted("Q1XYZ"));
        assertThat(server.complete).singleElement().asString().contains("Message-ID: <t-1@shop.example>");
    }

    @Test
    void without_a_queue_id_the_message_id_is_the_providers_id() {
        server.on(".", reply("250 fine"));

        assertThat(deliver()).isEqualTo(new Answer.Accepted("<t-1@shop.example>"));
    }

    static Stream<Reaction> silencesAfterTheEnd() {
        return Stream.of(
                close(),
                reset(),
                silence(),
                reply("abc what"),
                replyThenClose("250-first line of a reply that never ends\r\n"),
                reply("354 more?"));
    }

    @ParameterizedTest
    @MethodSource("silencesAfterTheEnd")
    void no_reply_to_the_end_of_the_data_leaves_it_in_doubt(Reaction reaction) {
        server.on(".", reaction);
        expect(reaction);

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        assertThat(server.complete).as("the relay has all of the message").hasSize(1);
    }

    @Test
    void a_relay_lost_while_it_receives_the_data_leaves_it_in_doubt() {
        server.on("DATA", replyThenReset("354 go ahead"));

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
    }

    static Stream<Reaction> refusalsThatMayBeLost() {
        return Stream.of(reply("%s no"), replyThenClose("%s no"));
    }

    @ParameterizedTest
    @MethodSource("refusalsThatMayBeLost")
    void a_refusal_of_the_data_decides_even_when_the_relay_hangs_up_after_it(Reaction refusal) {
        server.on(".", new Reaction(refusal.reply().formatted("451 4.3.0"), refusal.end()));
        assertThat(deliver()).isInstanceOf(Answer.Later.class);

        server.on(".", new Reaction(refusal.reply().formatted("554 5.6.0"), refusal.end()));
        assertThat(deliver()).isEqualTo(new Answer.Rejected("end of DATA: 554 5.6.0 no", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 ok", "252 taken, I think", "200 fine"})
    void an_acceptance_stands_even_when_the_relay_hangs_up_after_it(String taken) {
        server.on(".", replyThenClose(taken));

        assertThat(deliver()).isInstanceOf(Answer.Accepted.class);
    }

    static Stream<String> commandsBeforeTheData() {
        return Stream.of("MAIL", "RCPT", "DATA");
    }

    @ParameterizedTest
    @MethodSource("commandsBeforeTheData")
    void a_relay_lost_before_the_data_has_sent_nothing(String verb) {
        for (String extension : extensions().toList()) {
            for (Reaction lost : List.of(close(), reset(), silence())) {
                serverWith(extension);
                server.on(verb, lost);
                expect(lost);

                assertThat(deliver()).as("%s %s with %s", verb, lost, extension).isInstanceOf(Answer.Later.class);
                assertThat(server.complete).isEmpty();
                assertThat(server.connections).hasValue(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commandsBeforeTheData")
    void refusals_before_the_data_are_for_now_or_for_good(String verb) {
        for (String extension : extensions().toList()) {
            serverWith(extension);
            server.on(verb, reply("450 4.2.0 greylisted, come back"), reply("550 5.7.1 not from you"));

            // What is said to MAIL is about us, who would be told the same with every letter.
            Cause cause = verb.equals("MAIL") ? Cause.PROVIDER : Cause.MESSAGE;
            assertThat(deliver()).isEqualTo(new Answer.Later(verb + ": 450 4.2.0 greylisted, come back", null, cause));
            assertThat(deliver())
                    .isEqualTo(new Answer.Rejected(verb + ": 550 5.7.1 not from you", false, false, cause));
            assertThat(deliver()).as("the connection goes on").isInstanceOf(Answer.Accepted.class);
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void a_relay_that_refuses_before_data_and_hangs_up_has_refused_for_good() {
        server.on("DATA", replyThenClose("554 5.5.1 no valid recipients"));

        assertThat(deliver()).isInstanceOf(Answer.Rejected.class);
    }

    @Test
    void a_relay_that_wants_a_log_in_first_costs_no_message() {
        server.on("MAIL", reply("530 5.7.0 Authentication required"));

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 <ann@customer.example>: no mailbox here",
                "550-5.1.1 The account\r\n550 5.1.1 does not exist",
                "550 5.1.10 null MX",
                "550 No such user here",
                "551 User unknown"
            })
    void an_address_that_cannot_exist_is_bad(String refusal) {
        server.on("RCPT", reply(refusal));

        assertThat(deliver()).isInstanceOfSatisfying(Answer.Rejected.class, rejected -> {
            assertThat(rejected.addressIsBad()).isTrue();
            assertThat(rejected.why()).doesNotContain("ann@");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"550 5.7.1 relaying denied", "554 blocked by policy", "552 5.2.2 mailbox full", "550 denied"})
    void an_address_that_we_may_not_write_to_is_not_bad(String refusal) {
        server.on("RCPT", reply(refusal));

        assertThat(deliver())
                .isInstanceOfSatisfying(Answer.Rejected.class, rejected -> assertThat(rejected.addressIsBad())
                        .isFalse());
    }

    @Test
    void a_relay_that_is_not_there_is_tried_later() {
        channel.close();
        try (var gone = new ClosedPort()) {
            channel = channel(gone.port(), PATIENT);

            assertThat(deliver()).isInstanceOf(Answer.Later.class);
        }
    }

    @Test
    void a_relay_that_does_not_greet_is_tried_later() {
        server.on("GREETING", reply("554 go away"), silence(), close());
        expect(silence());

        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        assertThat(deliver()).isInstanceOf(Answer.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void a_held_connection_found_dead_is_replaced_in_the_same_attempt(String extension) throws IOException {
        serverWith(extension);
        deliver();
        server.dropAll();

        assertThat(deliver()).isEqualTo(new Answer.Accepted("Q2XYZ"));
        assertThat(server.connections).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("extensions")
    void a_held_connection_that_says_good_bye_at_mail_is_replaced(String extension) {
        serverWith(extension);
        server.on("MAIL", reply("250 ok"), replyThenClose("421 4.4.2 idle for too long"));
        deliver();

        assertThat(deliver()).isEqualTo(new Answer.Accepted("Q2XYZ"));
        assertThat(server.complete).hasSize(2);
    }

    @Test
    void a_held_connection_lost_after_the_data_is_not_replaced() {
        server.on(".", reply("250 ok"), close());
        deliver();

        assertThat(deliver()).isInstanceOf(Answer.InDoubt.class);
        assertThat(server.complete).hasSize(2);
        assertThat(server.connections).hasValue(1);
    }

    @Test
    void a_connection_left_in_doubt_carries_no_further_message() {
        server.on(".", silence());
        expect(silence());
        deliver();

        assertThat(deliver()).isInstanceOf(Answer.Accepted.class);
        assertThat(server.connections).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-at-sign",
                "@nobody",
                "ann@customer.example>\r\nRCPT TO:<bob@other.example",
                "ann@customer.example, bob@other.example",
                "ann b@customer.example",
                "安@customer.example"
            })
    void an_address_that_is_none_is_bad_and_reaches_no_relay(String address) {
        assertThat(channel.deliver(to(address, "t-1")))
                .isEqualTo(new Answer.Rejected("not an e-mail address that can be written to", true));
        assertThat(server.connections).hasValue(0);
    }

    @Test
    void a_domain_in_any_script_is_written_to_in_ascii() {
        channel.deliver(to("ann@例子.example", "t-1"));

        assertThat(server.commands).contains("RCPT TO:<ann@xn--fsqu00a.example>");
    }

    @Test
    void lines_of_dots_arrive_as_they_were() {
        var content = new Content("Dots", ".\n..\n.hidden\nend", null);
        channel.deliver(new Message("t-1", new ContactPoint(ChannelName.EMAIL, "ann@customer.example"), content, "en"));

        assertThat(server.complete).singleElement().asString().endsWith("\n\n.\n..\n.hidden\nend\n");
    }

    @Test
    void many_threads_share_the_connections_and_each_message_goes_once()
            throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(12);
        try {
            var answers = threads.invokeAll(IntStream.range(0, 200)
                    .<java.util.concurrent.Callable<Answer>>mapToObj(
                            i -> () -> channel.deliver(to("ann@customer.example", "t-" + i)))
                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Answer.Accepted.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.complete).hasSize(200).doesNotHaveDuplicates();
        assertThat(server.mostAtOnce.get()).isLessThanOrEqualTo(4);
        assertThat(server.connections.get()).isLessThanOrEqualTo(4);
    }
}
