package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.rekindle.Crowd;
import io.rekindle.SmallShop;
import io.rekindle.channels.sms.TwilioChannel;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Answer;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Rounds in each of which the process that sends is killed (SIGKILL) at a random moment and started again until nothing is
 * open. What the servers took is held against the ledger.
 */
final class KillRounds {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MAIL_TAKES = Duration.ofNanos(300_000);

    /** Twilio is asked five minutes after an attempt at the earliest: it dates what it takes by a clock that far behind. */
    private static final Duration WAITED = Duration.ofMinutes(6);

    private final HikariDataSource database;
    private final int messages;
    private final Random chance;

    KillRounds(HikariDataSource database, int messages, long seed) {
        this.database = database;
        this.messages = messages;
        this.chance = new Random(seed);
        System.out.printf("%n%d messages a round, half e-mail, half SMS; seed %d%n", messages, seed);
        System.out.println(
                "round  killed at  accepted  in doubt  lost  twice  connections  looked up: taken / not / unknown");
    }

    /**
     * What a round came to.
     *
     * @param killedAt how many messages the servers had taken
     * @param lost neither taken nor in doubt
     * @param twice taken more than once
     */
    private record Round(int killedAt, int accepted, int inDoubt, int lost, int twice, Found found) {}

    /**
     * The text messages in doubt that Twilio has, has not, or cannot tell of.
     *
     * @param wrongly answers that its own book contradicts
     */
    private record Found(int taken, int notTaken, int unknown, int wrongly) {}

    void run(int count) throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (int number = 1; number <= count; number++) {
            Round round = round();
            System.out.printf(
                    "%5d %10d %9d %9d %5d %6d %12d %12d / %d / %d%n",
                    number,
                    round.killedAt,
                    round.accepted,
                    round.inDoubt,
                    round.lost,
                    round.twice,
                    SendingProcess.CONNECTIONS,
                    round.found.taken,
                    round.found.notTaken,
                    round.found.unknown);
            all.assertThat(round.killedAt).as("killed midway").isLessThan(messages);
            all.assertThat(round.accepted + round.inDoubt).as("settled").isEqualTo(messages);
            all.assertThat(round.inDoubt).as("in doubt").isLessThanOrEqualTo(SendingProcess.CONNECTIONS);
            all.assertThat(round.lost).as("lost").isZero();
            all.assertThat(round.twice).as("taken twice").isZero();
            all.assertThat(round.found.wrongly).as("wrong answers to a look-up").isZero();
        }
        all.assertAll();
    }

    private Round round() throws Exception {
        SmallShop shop = planned();
        int killedAt;
        try (RecordingSmtpServer mail = new RecordingSmtpServer(MAIL_TAKES);
                FakeTwilio twilio = new FakeTwilio(
                        (number, attempt) -> FakeTwilio.Manner.TAKES,
                        Clock.offset(Clock.systemUTC(), WAITED.negated()))) {
            Process first = SendingProcess.start(database, mail.port(), twilio.url());
            int moment = 1 + chance.nextInt(messages - messages / 20);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> mail.count() + twilio.count() >= moment || !first.isAlive());
            LockSupport.parkNanos(chance.nextInt(3_000_000));
            first.destroyForcibly().waitFor();
            killedAt = mail.count() + twilio.count();
            Process second = SendingProcess.start(database, mail.port(), twilio.url());
            boolean ended = second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            second.destroyForcibly();
            assertThat(ended).as("everything is settled in time").isTrue();
            return judge(shop, killedAt, mail, twilio);
        }
    }

    private SmallShop planned() {
        SmallShop shop = new SmallShop(database, SendingProcess.BOOK);
        Instant now = Instant.now();
        CustomerId pattern = new CustomerId("c");
        List<ContactPoint> points = List.of(
                new ContactPoint(ChannelName.EMAIL, "c@example.com"),
                new ContactPoint(ChannelName.SMS, "+8613700000000"));
        shop.installation().intake().identify(List.of(new CustomerRecord(pattern, null, "en", Map.of(), points)));
        shop.installation()
                .intake()
                .store(
                        List.of(new Event("r", pattern, "User Registered", now.minusSeconds(1), new TreeMap<>())),
                        now.toEpochMilli());
        assertThat(shop.sweep(now).touchpoints()).isEqualTo(2);
        Crowd.copies(shop, pattern, "c", messages / 2 - 1);
        return shop;
    }

    private Round judge(SmallShop shop, int killedAt, RecordingSmtpServer mail, FakeTwilio twilio) {
        List<String> taken = Stream.concat(
                        mail.taken().stream().map(RecordingSmtpServer.Taken::touchpoint),
                        twilio.taken().stream().map(FakeTwilio.Taken::touchpoint))
                .toList();
        Set<String> once = new HashSet<>(taken);
        int accepted = 0;
        int inDoubt = 0;
        int lost = 0;
        for (Map.Entry<String, String> one :
                shop.pairs("select id, state from touchpoint").entrySet()) {
            boolean doubted = one.getValue().equals("in_doubt");
            accepted += one.getValue().equals("accepted") ? 1 : 0;
            inDoubt += doubted ? 1 : 0;
            lost += once.contains(one.getKey()) || doubted ? 0 : 1;
        }
        return new Round(killedAt, accepted, inDoubt, lost, taken.size() - once.size(), lookUp(shop, twilio, once));
    }

    /** Asks Twilio what became of each text message in doubt, as the server does when it has waited long enough. */
    private static Found lookUp(SmallShop shop, FakeTwilio twilio, Set<String> taken) {
        List<Answer> answers = new ArrayList<>();
        int wrongly = 0;
        Instant attempted = Instant.now().minus(WAITED);
        try (TwilioChannel channel = new TwilioChannel(SendingProcess.twilio(twilio.url()))) {
            for (Map.Entry<String, String> one : shop.pairs("""
                    select t.id, p.address from touchpoint t
                    join contact_point p on p.customer_id = t.customer_id and p.channel = t.channel
                    where t.state = 'in_doubt' and t.channel = 'sms'
                    """).entrySet()) {
                ContactPoint to = new ContactPoint(ChannelName.SMS, one.getValue());
                Answer answer =
                        channel.lookup(new Message(one.getKey(), to, new Content("", "Hello", null), "en"), attempted);
                answers.add(answer);
                boolean has = taken.contains(one.getKey());
                wrongly +=
                        (answer instanceof Answer.Accepted && !has) || (answer instanceof Answer.Later && has) ? 1 : 0;
            }
        }
        int accepted =
                (int) answers.stream().filter(Answer.Accepted.class::isInstance).count();
        int later =
                (int) answers.stream().filter(Answer.Later.class::isInstance).count();
        return new Found(accepted, later, answers.size() - accepted - later, wrongly);
    }
}
