package io.rekindle.delivery;

import static io.rekindle.delivery.MisbehavedTo.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.delivery.FakeTwilio.Manner;
import io.rekindle.postgres.FreshDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Twilio that has a bad day with some of the numbers: the others get their message, all once. */
@ExtendWith(FreshDatabase.class)
class MisbehavingTwilioTest {

    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final DataSource database;

    MisbehavingTwilioTest(DataSource database) {
        this.database = database;
    }

    private FakeTwilio byNumber() {
        return new FakeTwilio((number, attempt) -> manners.getOrDefault(number, Manner.TAKES), Clock.systemUTC());
    }

    private static TwilioChannel channel(FakeTwilio twilio) {
        return new TwilioChannel(SendingProcess.twilio(twilio.url()));
    }

    private static List<String> taken(FakeTwilio twilio) {
        return twilio.taken().stream().map(FakeTwilio.Taken::number).toList();
    }

    @Test
    void messages_it_took_before_it_failed_or_hung_up_are_in_doubt_and_not_sent_again() {
        try (FakeTwilio twilio = byNumber();
                MisbehavedTo shop = new MisbehavedTo(database, channel(twilio))) {
            manners.put(shop.address(0), Manner.takesAndAnswers(500));
            manners.put(shop.address(1), Manner.takesAndHangsUp());
            manners.put(shop.address(2), Manner.takesAndAnswers(503));
            shop.loop.start();
            shop.awaitAllAcceptedBut("in_doubt", 0, 1, 2);
            assertThat(taken(twilio)).hasSize(CUSTOMERS);
            shop.agreesWith(taken(twilio));
            shop.nothingMoreHappens(taken(twilio), () -> taken(twilio));
        }
    }

    @Test
    void numbers_it_refuses_concern_nobody_else() {
        try (FakeTwilio twilio = byNumber();
                MisbehavedTo shop = new MisbehavedTo(database, channel(twilio))) {
            manners.put(shop.address(0), Manner.refuses(400, 21211));
            manners.put(shop.address(1), Manner.refuses(400, 21610));
            manners.put(shop.address(2), Manner.refuses(400, 30007));
            shop.loop.start();
            shop.awaitAllAcceptedBut("rejected", 0, 1, 2);
            shop.agreesWith(taken(twilio));
            shop.nothingMoreHappens(taken(twilio), () -> taken(twilio));
        }
    }

    @Test
    void one_number_it_is_slow_with_gets_one_message_as_all_others_do() {
        try (FakeTwilio twilio = byNumber();
                MisbehavedTo shop = new MisbehavedTo(database, channel(twilio))) {
            manners.put(shop.address(0), Manner.slow(Duration.ofMillis(1_500)));
            shop.loop.start();
            shop.awaitAllAcceptedBut("accepted");
            shop.agreesWith(taken(twilio));
            assertThat(taken(twilio)).hasSize(CUSTOMERS);
        }
    }

    @Test
    void nobody_asks_again_before_the_time_it_asked_for_is_over() {
        AtomicInteger asked = new AtomicInteger();
        Set<String> refused = ConcurrentHashMap.newKeySet();
        MisbehavedTo[] opened = new MisbehavedTo[1];
        try (FakeTwilio twilio = new FakeTwilio(
                        (number, attempt) -> {
                            asked.incrementAndGet();
                            boolean later = opened[0].clock.instant().isBefore(MisbehavedTo.NOON.plusSeconds(60));
                            if (later) {
                                refused.add(number);
                            }
                            return later ? Manner.asksForTime(60) : Manner.TAKES;
                        },
                        Clock.systemUTC());
                MisbehavedTo shop = new MisbehavedTo(database, channel(twilio))) {
            opened[0] = shop;
            shop.loop.start();
            await().until(() -> !refused.isEmpty() && shop.isAtRest());
            shop.clock.advance(Duration.ofSeconds(59));
            await().during(Duration.ofMillis(300)).until(() -> taken(twilio).isEmpty());
            int whileRefusing = asked.get();
            shop.comesRoundAgain(() -> taken(twilio));
            // What was taken up together was refused together, each once.
            assertThat(whileRefusing).isEqualTo(refused.size());
            assertThat(asked.get()).isEqualTo(whileRefusing + CUSTOMERS);
        }
    }

    @Test
    void nothing_is_lost_given_up_or_sent_twice_while_it_is_down_for_ten_minutes() {
        try (FakeTwilio twilio = byNumber();
                MisbehavedTo shop = new MisbehavedTo(database, channel(twilio))) {
            twilio.goDown();
            shop.loop.start();
            await().until(() -> shop.loop.down().contains("sms"));
            for (int minute = 0; minute < 10; minute++) {
                shop.clock.advance(Duration.ofMinutes(1));
                shop.loop.wake();
                await().until(shop::isAtRest);
            }
            assertThat(taken(twilio)).isEmpty();
            twilio.comeBack();
            shop.comesRoundAgain(() -> taken(twilio));
        }
    }
}
