package io.rekindle.delivery;

import static io.rekindle.delivery.MisbehavedTo.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.channels.email.SmtpChannel;
import io.rekindle.channels.email.SmtpSettings;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.delivery.RecordingSmtpServer.Manner;
import io.rekindle.postgres.FreshDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An SMTP server that does what servers do, to some of those it is given messages for: the others get theirs, all once. */
@ExtendWith(FreshDatabase.class)
class MisbehavingMailServerTest {

    private final DataSource database;

    MisbehavingMailServerTest(DataSource database) {
        this.database = database;
    }

    /** Behaves so to the first attempts for the first customers, and well otherwise. */
    private static BiFunction<String, Integer, Manner> toTheFirst(int customers, int attempts, Manner manner) {
        return (recipient, attempt) ->
                isOneOfTheFirst(customers, recipient) && attempt <= attempts ? manner : Manner.TAKES;
    }

    private static boolean isOneOfTheFirst(int customers, String recipient) {
        return Integer.parseInt(recipient.substring(1, 3)) < customers;
    }

    private static SmtpChannel channel(RecordingSmtpServer server) {
        Duration limit = Duration.ofSeconds(10);
        SmtpSettings settings = new SmtpSettings(
                "127.0.0.1", server.port(), null, null, SmtpSettings.Tls.NONE, null, 2, limit, limit, limit);
        return new SmtpChannel(settings, Letterhead.of("shop@example.com", "Shop", "example.com"));
    }

    private static List<String> taken(RecordingSmtpServer server) {
        return server.taken().stream().map(RecordingSmtpServer.Taken::recipient).toList();
    }

    @Test
    void a_message_it_took_before_it_hung_up_is_in_doubt_and_not_sent_again() {
        try (RecordingSmtpServer server = new RecordingSmtpServer(toTheFirst(2, 9, Manner.takesAndHangsUp()));
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            shop.loop.start();
            shop.awaitAllAcceptedBut("in_doubt", 0, 1);
            assertThat(taken(server)).hasSize(CUSTOMERS);
            shop.agreesWith(taken(server));
            shop.nothingMoreHappens(taken(server), () -> taken(server));
        }
    }

    @Test
    void greylisted_recipients_get_theirs_at_a_later_attempt_and_nobody_waits_for_them() {
        Manner greylists = Manner.refusesRecipient("450 4.7.1 greylisted, come back later");
        try (RecordingSmtpServer server = new RecordingSmtpServer(toTheFirst(3, 2, greylists));
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            shop.loop.start();
            shop.awaitAllAcceptedBut("planned", 0, 1, 2);
            assertThat(taken(server)).hasSize(CUSTOMERS - 3);
            shop.comesRoundAgain(() -> taken(server));
            assertThat(server.attempts(shop.address(0))).isEqualTo(3);
        }
    }

    @Test
    void a_server_that_says_good_bye_to_a_message_has_not_taken_it() {
        Manner leaves = Manner.refusesMessage("421 4.3.2 shutting down");
        try (RecordingSmtpServer server = new RecordingSmtpServer(toTheFirst(2, 1, leaves));
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            shop.loop.start();
            shop.awaitAllAcceptedBut("planned", 0, 1);
            shop.comesRoundAgain(() -> taken(server));
        }
    }

    @Test
    void recipients_it_does_not_know_and_messages_it_does_not_want_concern_nobody_else() {
        Map<String, Manner> manners = Map.of(
                "c00@example.com", Manner.refusesRecipient("550 5.1.1 no such user"),
                "c01@example.com", Manner.refusesMessage("554 5.7.1 looks like spam"),
                "c02@example.com", Manner.refusesRecipient("551 5.1.6 moved away"));
        try (RecordingSmtpServer server =
                        new RecordingSmtpServer((recipient, attempt) -> manners.getOrDefault(recipient, Manner.TAKES));
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            shop.loop.start();
            shop.awaitAllAcceptedBut("rejected", 0, 1, 2);
            shop.agreesWith(taken(server));
            shop.nothingMoreHappens(taken(server), () -> taken(server));
            assertThat(shop.shop.rows("select address from contact_point where not usable"))
                    .contains("c00@example.com")
                    .doesNotContain("c01@example.com");
        }
    }

    @Test
    void one_recipient_it_is_slow_with_does_not_hold_up_the_others() {
        CountDownLatch slow = new CountDownLatch(1);
        try (RecordingSmtpServer server = new RecordingSmtpServer((recipient, attempt) -> {
                    if (isOneOfTheFirst(1, recipient)) {
                        await().until(() -> slow.getCount() == 0);
                    }
                    return Manner.TAKES;
                });
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            shop.loop.start();
            // What the worker took up together with the slow one waits for it; the other worker has all the rest.
            await().until(() -> server.attempts(shop.address(0)) == 1
                    && shop.ledger().values().stream().noneMatch(state -> state.equals("planned")));
            slow.countDown();
            shop.awaitAllAcceptedBut("accepted");
            shop.agreesWith(taken(server));
        }
    }

    @Test
    void nothing_is_lost_given_up_or_sent_twice_while_it_is_down_for_ten_minutes() {
        try (RecordingSmtpServer server = new RecordingSmtpServer(Duration.ZERO);
                MisbehavedTo shop = new MisbehavedTo(database, channel(server))) {
            server.goDown();
            shop.loop.start();
            await().until(() -> shop.loop.down().contains("email"));
            for (int minute = 0; minute < 10; minute++) {
                shop.clock.advance(Duration.ofMinutes(1));
                shop.loop.wake();
                await().until(shop::isAtRest);
            }
            assertThat(taken(server)).isEmpty();
            server.comeBack();
            shop.comesRoundAgain(() -> taken(server));
        }
    }

    @Test
    void a_message_that_waits_behind_another_when_its_customer_says_stop_does_not_leave() {
        CountDownLatch stopped = new CountDownLatch(1);
        try (RecordingSmtpServer server = new RecordingSmtpServer((recipient, attempt) -> {
                    await().until(() -> stopped.getCount() == 0);
                    return Manner.TAKES;
                });
                MisbehavedTo shop = new MisbehavedTo(database, channel(server), 1)) {
            shop.loop.start();
            await().until(() -> shop.ledger().containsValue("sending"));
            int said = shop.ledger().get(shop.address(5)).equals("sending") ? 6 : 5;
            assertThat(shop.ledger().get(shop.address(said))).isIn("claimed", "planned");
            shop.shop.happens(MisbehavedTo.customer(said), "Unsubscribed", MisbehavedTo.NOON.toString());
            stopped.countDown();
            shop.awaitAllAcceptedBut("dropped", said);
            assertThat(server.attempts(shop.address(said))).isZero();
            shop.agreesWith(taken(server));
        }
    }
}
